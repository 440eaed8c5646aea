import Foundation
import Testing

/// A plain TCP connection, to say what no well-behaved client would say.
final class RawConnection: @unchecked Sendable {
    private let descriptor: Int32

    init(port: Int) throws {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let done = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(done == 0, "cannot connect: \(errno)")
    }

    deinit { close(descriptor) }

    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// False when the other side does not listen any more.
    @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// All that comes until the other side ends, or until nothing came for so long.
    func readAll(seconds: Double = 5, upTo limit: Int = .max) -> (text: String, isClosed: Bool) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let end = Date(timeIntervalSinceNow: seconds)
        while Date() < end, bytes.count < limit {
            var descriptors = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptors, 1, 50) > 0 else { continue }
            let count = receive(descriptor, &buffer)
            guard count > 0 else { return (String(decoding: bytes, as: UTF8.self), true) }
            bytes += buffer[..<count]
        }
        return (String(decoding: bytes, as: UTF8.self), false)
    }

    /// Until this was said.
    func read(until text: String, seconds: Double = 60) -> String {
        var all = ""
        let end = Date(timeIntervalSinceNow: seconds)
        while !all.contains(text), Date() < end {
            let piece = readAll(seconds: 0.1)
            all += piece.text
            if piece.isClosed { break }
        }
        return all
    }
}

/// `read` of the system, whose name the class has a method of.
private func receive(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
    read(descriptor, &buffer, buffer.count)
}
