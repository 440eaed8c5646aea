import Foundation
import SoukReports

/// A file that only grows; each append is one write, so that a kill tears at most the last one.
struct AppendOnlyFile {
    let url: URL
    private let handle: FileHandle

    /// Opens or creates the file and drops what stands after `length` bytes.
    init(url: URL, keeping length: Int = 0) throws(RecordError) {
        do {
            if !FileManager.default.fileExists(atPath: url.path) {
                try Data().write(to: url, options: .withoutOverwriting)
            }
            handle = try FileHandle(forWritingTo: url)
            try handle.truncate(atOffset: UInt64(length))
            try handle.seekToEnd()
        } catch {
            throw RecordError.unwritable(url, error)
        }
        self.url = url
    }

    func append(_ bytes: some Sequence<UInt8>) throws(RecordError) {
        do {
            try handle.write(contentsOf: Data(bytes))
        } catch {
            throw RecordError.unwritable(url, error)
        }
    }
}
