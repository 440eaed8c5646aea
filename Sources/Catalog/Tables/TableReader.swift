import Foundation

/// Reads the records of a CSV, TSV, semicolon- or bar-separated or JSON Lines file one after the other.
///
/// Encoding, separator and record ends are found out. Memory does not grow with the table.
/// A record that breaks the format comes with its `problem` and never takes others with it.
public struct TableReader {
    /// The header's names; a nameless column has the name "".
    public let columns: [String]
    /// Size of the file.
    public let totalBytes: Int
    private var separated: SeparatedReader?
    private var jsonLines: JSONLinesReader?

    /// Opens a table and reads its header.
    ///
    /// - Throws: `CatalogError` when there is no file, or when it is no table.
    public init(url: URL) throws(CatalogError) {
        let source = try ByteSource(url: url)
        totalBytes = source.totalBytes
        let buffer = try RecordBuffer(source)
        if let objection = TableObjection(buffer.bytes) {
            throw .table(path: url.path, line: nil, reason: objection.reason, remedy: objection.remedy)
        }
        if JSONLinesReader.recognises(buffer.bytes) {
            let reader = JSONLinesReader(buffer)
            columns = reader.columns
            jsonLines = reader
        } else {
            let reader = try SeparatedReader(buffer, path: url.path)
            columns = reader.columns
            separated = reader
        }
    }

    /// The next record; nil at the end of the table.
    public mutating func next() throws(CatalogError) -> TableRecord? {
        if let record = try separated?.next() { return record }
        return try jsonLines?.next()
    }

    /// How much of the file the records so far took, in bytes.
    public var bytesRead: Int {
        separated?.bytesRead ?? jsonLines?.bytesRead ?? 0
    }
}
