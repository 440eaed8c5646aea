public import Foundation

/// Reads a table of any size record by record in constant memory: CSV with `,` `;` tab or `|`, or JSON Lines.
///
/// Encoding and dialect are found out from the first MiB. Rows of a wrong form come with a `problem`;
/// only a file that is no table at all throws ``CatalogError/table(path:line:reason:remedy:)``.
public struct TableReader {
    private enum Format {
        case delimited(DelimitedReader)
        case jsonLines(JSONLinesReader)
    }

    /// The names of the columns; a nameless one is `column N`, a repeated one `name 2`.
    public let columns: [String]
    public let encoding: TextEncoding
    /// How the file is laid out, for people: `comma-separated, UTF-8, records end in LF`.
    public let summary: String
    private var format: Format

    /// Opens the table and reads its header.
    public init(url: URL) throws(CatalogError) {
        let lines = try ByteLines(url: url)
        encoding = lines.encoding
        if JSONLinesReader.recognises(lines.sample, fileExtension: url.pathExtension) {
            let reader = try JSONLinesReader(lines: lines)
            columns = reader.columns
            summary = "JSON Lines, \(lines.encoding.rawValue)"
            format = .jsonLines(reader)
        } else {
            let reader = try DelimitedReader(lines: lines)
            columns = reader.columns
            summary = "\(reader.dialect.summary), \(lines.encoding.rawValue)"
            format = .delimited(reader)
        }
    }

    /// The next record; nil at the end of the table.
    public mutating func next() throws(CatalogError) -> TableRecord? {
        switch format {
        case .delimited(let reader): try reader.next()
        case .jsonLines(let reader): try reader.next()
        }
    }

    /// How much of the file was read, for showing progress.
    public var bytesRead: Int {
        switch format {
        case .delimited(let reader): reader.lines.bytesRead
        case .jsonLines(let reader): reader.lines.bytesRead
        }
    }

    public var totalBytes: Int {
        switch format {
        case .delimited(let reader): reader.lines.totalBytes
        case .jsonLines(let reader): reader.lines.totalBytes
        }
    }
}
