package import Foundation

extension Data {
    /// Writes a file so that its name shows what was there before or all of this, also after a loss of power.
    ///
    /// Not by `write(to:options:)`: where a system takes a part of the bytes, as a nearly full disk does, Foundation on
    /// Linux goes on with the first byte again.
    package func writeWhole(to url: URL) throws {
        let folder = url.deletingLastPathComponent()
        let part = folder.appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString).part")
        do {
            try writeKept(to: part)
            guard rename(part.path, url.path) == 0 else { throw POSIXError.last }
            try DiskSync.keep(folder)
        } catch {
            unlink(part.path)
            throw error
        }
    }

    /// Writes a file whose bytes outlive a loss of power, once its name does.
    package func writeKept(to url: URL) throws {
        let descriptor = open(url.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw POSIXError.last }
        defer { close(descriptor) }
        try withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Foundation.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw POSIXError.last }
                rest = rest.dropFirst(written)
            }
        }
        guard fsync(descriptor) == 0 else { throw POSIXError.last }
    }
}

/// What has to outlive a loss of power.
enum DiskSync {
    /// Puts on the disk what was written of a file, or which names a folder has.
    static func keep(_ url: URL) throws {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError.last }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw POSIXError.last }
    }
}

extension POSIXError {
    /// What the last call of the system said.
    fileprivate static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
