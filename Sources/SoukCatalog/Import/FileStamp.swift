import Foundation

/// Size and time of change: tells most unchanged files without reading them.
struct FileStamp: Equatable, Sendable, Codable {
    /// Bytes.
    var size: Int
    /// Nanoseconds since 1970.
    var time: Int

    init?(of url: URL) { self.init(path: url.path) }

    /// nil when there is no such file.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        size = Int(status.st_size)
        #if os(Linux)
            let changed = status.st_mtim
        #else
            let changed = status.st_mtimespec
        #endif
        time = Int(changed.tv_sec) &* 1_000_000_000 &+ Int(changed.tv_nsec)
    }
}
