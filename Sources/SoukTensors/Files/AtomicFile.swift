import Foundation

/// Writes a file so that its path shows the old content or all of the new, also after a crash.
enum AtomicFile {
    static func write(_ chunks: [Data], to url: URL) throws(TensorError) {
        let folder = url.deletingLastPathComponent()
        let part = folder.appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString).part")
        do {
            try writeDurably(chunks, to: part)
            guard rename(part.path, url.path) == 0 else { throw POSIXError.last }
            try synchronize(folder)
        } catch {
            try? FileManager.default.removeItem(at: part)
            throw .file(
                path: url.path, reason: "cannot be written: \(reason(error))",
                remedy: "Check that the folder exists, may be written to, and has space left.")
        }
    }

    private static func writeDurably(_ chunks: [Data], to part: URL) throws {
        try Data().write(to: part, options: .withoutOverwriting)
        let handle = try FileHandle(forWritingTo: part)
        defer { try? handle.close() }
        for chunk in chunks { try handle.write(contentsOf: chunk) }
        try handle.synchronize()
    }

    /// Makes the new name in the folder survive a crash.
    private static func synchronize(_ folder: URL) throws {
        let descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError.last }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw POSIXError.last }
    }

    private static func reason(_ error: any Error) -> String {
        (error as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
            ?? error.localizedDescription
    }
}

extension POSIXError {
    fileprivate static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
