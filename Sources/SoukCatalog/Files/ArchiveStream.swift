import CLibArchive
import Foundation

/// What a compressed file or one entry of a zip archive holds, read by libarchive in constant memory.
final class ArchiveStream: ByteStream {
    /// From this size on, a growth beyond `growthLimit` is taken for an attack.
    static let trustedSize = 32 << 20
    /// How many times larger than its file the content may be.
    static let growthLimit = 200

    let total: Int
    let isPlain = false
    private let archive: Archive
    private var produced = 0
    private var isAtEnd = false
    private var buffer = [UInt8](repeating: 0, count: ArchiveStream.pieceSize)

    /// - Parameter entry: its name in a zip archive; nil for a file that is compressed by gzip, bzip2 or zstd.
    init(url: URL, entry: String?) throws(CatalogError) {
        archive = try Archive(url: url, isZip: entry != nil)
        total = archive.size
        while let name = try archive.next() {
            if entry == nil || name == entry { return }
        }
        throw archive.error(entry.map { "there is no \"\($0)\" in it" } ?? "there is nothing in it")
    }

    var consumed: Int { archive.consumed }

    func read() throws(CatalogError) -> [UInt8] {
        guard !isAtEnd else { return [] }
        let count = try archive.read(into: &buffer)
        guard count > 0 else {
            isAtEnd = true
            return []
        }
        produced += count
        if produced > Self.trustedSize, produced / Self.growthLimit > max(consumed, 1) {
            throw archive.error(
                "its content is more than \(Self.growthLimit) times as large as the file: "
                    + "it looks like a decompression bomb, and reading stopped after \(produced >> 20) MiB")
        }
        return Array(buffer[..<count])
    }
}

/// One pass over an archive file.
final class Archive {
    /// A zip archive with more entries is refused.
    static let entryLimit = 10_000

    let size: Int
    private let handle: OpaquePointer
    private let path: String

    init(url: URL, isZip: Bool) throws(CatalogError) {
        path = url.path
        size = FileStamp(path: url.path)?.size ?? 0
        guard let handle = archive_read_new() else {
            throw .io(path: url.path, reason: "there is no memory for reading an archive")
        }
        self.handle = handle
        if isZip {
            archive_read_support_format_zip_seekable(handle)
        } else {
            archive_read_support_format_raw(handle)
            archive_read_support_filter_gzip(handle)
            archive_read_support_filter_bzip2(handle)
            archive_read_support_filter_zstd(handle)
        }
        guard archive_read_open_filename(handle, url.path, 1 << 16) == ARCHIVE_OK else {
            throw error("cannot be opened: \(message)")
        }
    }

    deinit { archive_read_free(handle) }

    /// Goes on to the next entry and gives its name; nil at the end.
    func next() throws(CatalogError) -> String? {
        var entry: OpaquePointer?
        switch archive_read_next_header(handle, &entry) {
        case ARCHIVE_EOF: return nil
        case ARCHIVE_OK, ARCHIVE_WARN: break
        default: throw error("is damaged: \(message)")
        }
        if archive_entry_is_encrypted(entry) != 0 { throw error("is protected by a password") }
        return archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
    }

    /// The names of all entries.
    func names() throws(CatalogError) -> [String] {
        var names: [String] = []
        while let name = try next() {
            names.append(name)
            guard names.count <= Self.entryLimit else {
                throw error("holds more than \(Self.entryLimit) files")
            }
        }
        return names
    }

    /// Bytes of the file that were used up.
    var consumed: Int { Int(clamping: archive_filter_bytes(handle, -1)) }

    /// Fills the buffer from its start; 0 at the entry's end.
    func read(into buffer: inout [UInt8]) throws(CatalogError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = buffer.withUnsafeMutableBytes { bytes in
                archive_read_data(handle, bytes.baseAddress?.advanced(by: filled), bytes.count - filled)
            }
            guard count >= 0 else { throw error("is damaged: \(message)") }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    private var message: String {
        archive_error_string(handle).map { String(cString: $0) } ?? "no reason given"
    }

    func error(_ reason: String) -> CatalogError {
        .table(
            path: path, line: nil, reason: "the archive \(reason)",
            remedy: "Unpack it with a program that you trust, and give the table itself.")
    }
}
