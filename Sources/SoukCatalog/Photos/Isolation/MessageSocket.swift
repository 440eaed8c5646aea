import Foundation

/// Whole messages over one descriptor.
struct MessageSocket {
    let descriptor: Int32
    /// From when on nothing is read or written any more; nil for never.
    var deadline: ContinuousClock.Instant?

    /// nil where the other end is closed or broken, or the deadline came first.
    func read(_ count: Int) -> [UInt8]? {
        var isWhole = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, isReady(POLLIN) {
                let got = Foundation.read(descriptor, buffer.baseAddress! + filled, count - filled)
                if got < 0 && errno == EINTR { continue }
                if got <= 0 { break }
                filled += got
            }
            isWhole = filled == count
        }
        return isWhole ? bytes : nil
    }

    /// False where the other end is closed or broken, or the deadline came first.
    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                guard isReady(POLLOUT) else { return false }
                let count = send(descriptor, buffer.baseAddress! + sent, buffer.count - sent, flags)
                if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
                if count <= 0 { return false }
                sent += count
            }
            return true
        }
    }

    /// Waits until the other end says or takes something, or is gone; false once the deadline has come.
    private func isReady(_ event: some BinaryInteger) -> Bool {
        guard let deadline else { return true }
        while true {
            let left = deadline - .now
            guard left > .zero else { return false }
            var polled = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let milliseconds = left / .milliseconds(1)
            if poll(&polled, 1, Int32(min(milliseconds.rounded(.up), 1_000_000))) > 0 { return true }
        }
    }

    /// With a deadline a full buffer is waited for by `poll` alone.
    private var flags: Int32 { Self.noSignal | (deadline == nil ? 0 : Self.noWait) }

    #if canImport(Glibc)
        private static let noSignal = Int32(MSG_NOSIGNAL)
        private static let noWait = Int32(MSG_DONTWAIT)
    #else
        private static let noSignal: Int32 = 0
        private static let noWait = MSG_DONTWAIT
    #endif
}
