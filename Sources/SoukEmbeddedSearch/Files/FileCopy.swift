import Foundation
import SoukSearch

/// The first bytes of a file, in memory of their own that goes back to the system with them.
final class FileCopy: Sendable {
    private let memory: PrivateMemory?

    var bytes: UnsafeRawBufferPointer {
        memory.map { UnsafeRawBufferPointer($0.bytes) } ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }

    init(_ file: OpenFile, upTo length: Int) throws(RetrievalError) {
        guard length > 0 else {
            memory = nil
            return
        }
        guard let memory = PrivateMemory(length: length) else { throw DurableFile.failure(file.url) }
        try file.read(into: memory.bytes, at: 0)
        memory.seal()
        self.memory = memory
    }
}
