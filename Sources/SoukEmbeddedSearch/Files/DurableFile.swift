import CSoukVectors
import Foundation
import SoukSearch

/// Writes a file under a temporary name, and gives it its own when every byte is on disk.
///
/// Whoever opens the file's own name finds it whole or not at all, after a power cut, too.
struct DurableFile: ~Copyable {
    static let suffix = ".unfinished"
    private static let bufferSize = 1 << 20

    private let url: URL
    private let temporary: URL
    private let steps: FileSteps
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// How many bytes there are.
    private(set) var length = 0
    /// Of all bytes appended since it was last set.
    var checksum: UInt32 = 0

    init(_ url: URL, steps: FileSteps = .none) throws(RetrievalError) {
        self.url = url
        self.steps = steps
        temporary = url.appendingPathExtension(String(Self.suffix.dropFirst()))
        descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(temporary) }
        steps.reached(.created, temporary)
    }

    deinit { close(descriptor) }

    static func write(_ bytes: Data, to url: URL, steps: FileSteps = .none) throws(RetrievalError) {
        var file = try DurableFile(url, steps: steps)
        try file.append(Array(bytes))
        try file.finish()
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(RetrievalError) {
        checksum = cv_crc32c(checksum, bytes.baseAddress, bytes.count)
        buffer.append(contentsOf: bytes)
        length += bytes.count
        if buffer.count >= Self.bufferSize { try flush() }
    }

    mutating func appendZeros(to multiple: Int) throws(RetrievalError) {
        try append([UInt8](repeating: 0, count: (multiple - length % multiple) % multiple))
    }

    mutating func append<Element: BitwiseCopyable>(_ elements: [Element]) throws(RetrievalError) {
        try elements.withUnsafeBufferPointer { (elements) throws(RetrievalError) in
            try append(UnsafeRawBufferPointer(elements))
        }
    }

    /// Replaces the file's first bytes.
    mutating func replaceStart(with bytes: [UInt8]) throws(RetrievalError) {
        try flush()
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else { throw Self.failure(temporary) }
    }

    consuming func finish() throws(RetrievalError) {
        try flush()
        try Self.synchronise(descriptor, temporary)
        steps.reached(.synchronised, temporary)
        try Self.rename(temporary, to: url, steps: steps)
    }

    /// Gives a file that another library wrote its name, when it is on disk.
    static func publish(_ temporary: URL, as url: URL, steps: FileSteps) throws(RetrievalError) {
        try synchronise(temporary)
        steps.reached(.synchronised, temporary)
        try rename(temporary, to: url, steps: steps)
    }

    private mutating func flush() throws(RetrievalError) {
        var start = 0
        while start < buffer.count {
            let piece = min(buffer.count - start, Self.bufferSize)
            let written = buffer[start..<start + piece].withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure(temporary) }
            start += written
            steps.reached(.written, temporary)
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func rename(_ old: URL, to new: URL, steps: FileSteps) throws(RetrievalError) {
        guard Foundation.rename(old.path, new.path) == 0 else { throw failure(new) }
        try synchronise(new.deletingLastPathComponent())
        steps.reached(.renamed, new)
    }

    /// Puts on disk what is written of a file, or which names a folder has.
    static func synchronise(_ url: URL) throws(RetrievalError) {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(url) }
        defer { close(descriptor) }
        try synchronise(descriptor, url)
    }

    private static func synchronise(_ descriptor: Int32, _ url: URL) throws(RetrievalError) {
        guard fsync(descriptor) == 0 else { throw failure(url) }
    }

    static func failure(_ url: URL) -> RetrievalError {
        .io(path: url.path, reason: String(cString: strerror(errno)))
    }
}
