import Foundation

/// A regular file of which ranges are read; a range outside of it is an error before anything is allocated.
final class RandomAccessFile {
    let size: Int
    private let descriptor: Int32

    init(_ url: URL) throws(Malformed) {
        // Without O_NONBLOCK, opening a named pipe would wait for a writer.
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Malformed("cannot be opened: \(Self.lastError)") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Malformed("is not a regular file")
        }
        self.descriptor = descriptor
        self.size = Int(status.st_size)
        guard size <= Self.memory else {
            throw Malformed("has \(size) bytes, more than the memory of this machine (\(Self.memory) bytes)")
        }
    }

    deinit { close(descriptor) }

    func read(at offset: Int, count: Int) throws(Malformed) -> Data {
        guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
            throw Malformed("bytes \(offset) to \(offset)+\(count) are outside of the file of \(size) bytes")
        }
        var data = Data(count: count)
        var done = 0
        while done < count {
            let step = data.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress.map { $0 + done }, count - done, off_t(offset + done))
            }
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { throw Malformed("cannot be read: \(Self.lastError)") }
            guard step > 0 else { throw Malformed("became shorter while it was read") }
            done += step
        }
        return data
    }

    /// The memory of this machine in bytes; a sparse file can claim far more without taking room on the disk.
    static let memory = Int(clamping: ProcessInfo.processInfo.physicalMemory)

    private static var lastError: String { String(cString: strerror(errno)) }
}
