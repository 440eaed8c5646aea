import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Reading of untrusted photo files: regular files only, within limits, never waiting.
enum PhotoFile {
    static func read(_ url: URL, limits: PhotoLimits) throws(PhotoRejection) -> ByteBuffer {
        // Without O_NONBLOCK, opening a pipe would wait for a writer for ever.
        let descriptor = open(url.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw rejection(of: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw rejection(of: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(kind(of: status.st_mode)) }
        let size = Int(status.st_size)
        guard size > 0 else { throw .empty }
        guard size <= limits.fileBytes else { throw .fileTooLarge(bytes: size, limit: limits.fileBytes) }
        var failure: Int32 = 0
        let bytes = ByteBuffer(capacity: size) { memory in
            var filled = 0
            while filled < size {
                let count = Foundation.read(descriptor, memory.baseAddress! + filled, size - filled)
                if count < 0 && errno == EINTR { continue }
                if count < 0 { failure = errno }
                if count <= 0 { break }
                filled += count
            }
            return filled
        }
        guard failure == 0 else { throw rejection(of: failure) }
        return bytes
    }

    private static func rejection(of code: Int32) -> PhotoRejection {
        switch code {
        case ENOENT, ENOTDIR: .notFound
        case EISDIR: .notAFile("a folder")
        default: .unreadable(String(cString: strerror(code)).lowercased())
        }
    }

    private static func kind(of mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFCHR, S_IFBLK: "a device"
        default: "a special file"
        }
    }
}
