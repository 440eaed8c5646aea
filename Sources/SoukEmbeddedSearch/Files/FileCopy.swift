import Foundation
import SoukSearch

/// The first bytes of a file, in memory of their own that goes back to the system with them.
final class FileCopy: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    init(_ file: OpenFile, upTo length: Int) throws(RetrievalError) {
        guard length > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let place = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | Self.anonymous, -1, 0)
        guard let place, place != MAP_FAILED else { throw DurableFile.failure(file.url) }
        do throws(RetrievalError) {
            try file.read(into: UnsafeMutableRawBufferPointer(start: place, count: length), at: 0)
        } catch {
            munmap(place, length)
            throw error
        }
        mprotect(place, length, PROT_READ)
        bytes = UnsafeRawBufferPointer(start: place, count: length)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }

    #if canImport(Glibc)
        private static let anonymous = Int32(MAP_ANONYMOUS)
    #else
        private static let anonymous = MAP_ANON
    #endif
}
