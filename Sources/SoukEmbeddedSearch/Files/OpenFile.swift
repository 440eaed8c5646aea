import Foundation
import SoukSearch
import Synchronization

/// A file that is read and never mapped: what becomes of a mapped file, such as one that is cut short or lies on a
/// failing disk, would end the process. It must never change; it may be removed.
final class OpenFile: Sendable {
    let url: URL
    /// In bytes, when it was opened.
    let length: Int
    private let descriptor: Int32
    private let isBroken = Atomic(false)

    init(_ url: URL) throws(RetrievalError) {
        self.url = url
        descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? .missing(path: url.path, remedy: VectorSegment.remedy) : DurableFile.failure(url)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let failure = DurableFile.failure(url)
            close(descriptor)
            throw failure
        }
        length = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Fills the buffer with the bytes that begin at an offset.
    ///
    /// - Throws: `damaged` where there are fewer, `io`.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(RetrievalError) {
        var filled = 0
        while filled < buffer.count {
            let got = pread(
                descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled,
                off_t(offset + filled))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else {
                let failure = DurableFile.failure(url)
                isBroken.store(true, ordering: .relaxed)
                if got < 0 { throw failure }
                throw .damaged(
                    path: url.path,
                    reason: "expected \(buffer.count) bytes at \(offset), found \(filled)",
                    remedy: VectorSegment.remedy)
            }
            filled += got
        }
    }

    func array(_ range: Range<Int>) throws(RetrievalError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        do { try bytes.withUnsafeMutableBytes { try read(into: $0, at: range.lowerBound) } } catch {
            throw error as? RetrievalError ?? .io(path: url.path, reason: "\(error)")
        }
        return bytes
    }

    /// Calls with one piece of the range after the other.
    func pieces(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(RetrievalError) {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { piece.deallocate() }
        var start = range.lowerBound
        while start < range.upperBound {
            let some = UnsafeMutableRawBufferPointer(
                rebasing: piece[..<min(piece.count, range.upperBound - start)])
            try read(into: some, at: start)
            body(UnsafeRawBufferPointer(some))
            start += some.count
        }
    }

    /// What is not as it was when the file was opened; nil where nothing is.
    var fault: String? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return "\(DurableFile.failure(url))" }
        if status.st_size != length {
            return "\(url.path): expected \(length) bytes, found \(status.st_size). \(VectorSegment.remedy)"
        }
        return isBroken.load(ordering: .relaxed)
            ? "\(url.path): parts of it cannot be read. \(VectorSegment.remedy)" : nil
    }
}
