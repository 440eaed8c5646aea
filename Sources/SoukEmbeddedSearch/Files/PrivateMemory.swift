import Foundation

/// Zeros of this process alone, which take memory where they are written to, and go back to the system with this.
final class PrivateMemory: @unchecked Sendable {
    let bytes: UnsafeMutableRawBufferPointer

    /// nil where the system gives none; `errno` says why.
    ///
    /// - Parameter length: in bytes, above 0.
    init?(length: Int) {
        let place = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | Self.anonymous, -1, 0)
        guard let place, place != MAP_FAILED else { return nil }
        bytes = UnsafeMutableRawBufferPointer(start: place, count: length)
    }

    deinit { munmap(bytes.baseAddress, bytes.count) }

    /// From now on it cannot be written to.
    func seal() { mprotect(bytes.baseAddress, bytes.count, PROT_READ) }

    #if canImport(Glibc)
        private static let anonymous = Int32(MAP_ANONYMOUS)
    #else
        private static let anonymous = MAP_ANON
    #endif
}
