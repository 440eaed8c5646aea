import Foundation

/// Bytes that come one piece after the other: a file as it lies there, or what an archive holds.
protocol ByteStream: AnyObject {
    /// The next piece, at most 1 MiB; empty at the end.
    func read() throws(CatalogError) -> [UInt8]
    /// How many bytes of the file were used up, for showing progress.
    var consumed: Int { get }
    /// Of the file, in bytes.
    var total: Int { get }
    /// Whether the file holds these bytes as they are.
    var isPlain: Bool { get }
}

extension ByteStream {
    static var pieceSize: Int { 1 << 20 }
}

/// A file as it is.
final class PlainFile: ByteStream {
    let total: Int
    let isPlain = true
    private(set) var consumed = 0
    private let handle: FileHandle
    private let path: String

    init(url: URL) throws(CatalogError) {
        path = url.path
        guard FileManager.default.fileExists(atPath: path) else {
            throw .missing(path: path, remedy: "Check the path of the table.")
        }
        do {
            handle = try FileHandle(forReadingFrom: url)
            total = Int(clamping: try handle.seekToEnd())
            try handle.seek(toOffset: 0)
        } catch {
            throw .io(path: url.path, reason: "cannot be read as a table: \(error.localizedDescription)")
        }
    }

    func read() throws(CatalogError) -> [UInt8] {
        do {
            let piece = try handle.read(upToCount: Self.pieceSize).map { [UInt8]($0) } ?? []
            consumed += piece.count
            return piece
        } catch {
            throw .io(
                path: path, reason: "reading stopped at byte \(consumed): \(error.localizedDescription)")
        }
    }
}

/// A stream whose first piece was looked at already.
final class PeekedStream: ByteStream {
    let first: [UInt8]
    private var isFirst = true
    private let rest: any ByteStream

    init(_ stream: any ByteStream) throws(CatalogError) {
        rest = stream
        first = try stream.read()
    }

    var consumed: Int { rest.consumed }
    var total: Int { rest.total }
    var isPlain: Bool { rest.isPlain }

    func read() throws(CatalogError) -> [UInt8] {
        guard isFirst else { return try rest.read() }
        isFirst = false
        return first
    }
}
