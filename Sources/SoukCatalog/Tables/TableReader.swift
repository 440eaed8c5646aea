public import Foundation

/// Reads a table of any size record by record in constant memory: CSV with `,` `;` tab or `|`, JSON Lines or an
/// array of objects, RSS or Atom, the first sheet of an Excel workbook; as it is, compressed, or in a zip archive.
///
/// Encoding and dialect are found out from the first MiB. Rows of a wrong form come with a `problem`;
/// only a file that is no table at all throws ``CatalogError/table(path:line:reason:remedy:)``.
public struct TableReader {
    /// The names of the columns; a nameless one is `column N`, a repeated one `name 2`.
    public let columns: [String]
    public let encoding: TextEncoding
    /// How the file is laid out, for people: `comma-separated, UTF-8, records end in LF`.
    public let summary: String
    /// What stood in lines before the header that tell about the table, such as `TemplateType=…` of Amazon's.
    let preamble: [String]
    private let url: URL
    private var current: TableForm
    /// Further tables of a zip archive, the next one last.
    private var waiting: [String] = []
    private var number = 0

    /// Opens the table and reads its header.
    ///
    /// - Parameters:
    ///   - url: the table: text, workbook, feed or archive.
    ///   - encoding: where the user knows it; a byte order mark still wins.
    public init(url: URL, encoding: TextEncoding? = nil) throws(CatalogError) {
        self.url = url
        var remark = ""
        switch try TableFile(url: url) {
        case .table(let stream, let name):
            current = try TableForm(stream, name: name, path: url.path, encoding: encoding)
            if !stream.isPlain { remark = ", compressed" }
        case .archive(let names):
            waiting = names.reversed()
            current = try Self.open(waiting.removeLast(), in: url, encoding)
            remark = names.count == 1 ? ", in a zip archive" : ", \(names.count) tables in a zip archive"
        case .workbook:
            current = .sheet(try SheetReader(url: url))
        }
        columns = current.columns
        preamble = current.preamble
        self.encoding = current.encoding
        summary = current.summary + remark
    }

    private static func open(
        _ entry: String, in url: URL, _ encoding: TextEncoding?
    ) throws(CatalogError) -> TableForm {
        let stream = try PeekedStream(ArchiveStream(url: url, entry: entry))
        return try TableForm(stream, name: entry, path: "\(url.path)/\(entry)", encoding: encoding)
    }

    /// The next record; nil at the end of the table.
    public mutating func next() throws(CatalogError) -> TableRecord? {
        while true {
            if var record = try current.next() {
                number += 1
                record.number = number
                return record
            }
            guard let entry = waiting.popLast() else { return nil }
            let table = try Self.open(entry, in: url, encoding)
            guard table.columns == columns else {
                throw .table(
                    path: url.path, line: nil,
                    reason:
                        "the archive's tables have different columns: \"\(entry)\" is unlike the first one",
                    remedy: "Unpack the archive and import its tables one by one.")
            }
            current = table
        }
    }

    /// How much of the file was read, for showing progress.
    public var bytesRead: Int { current.bytesRead }

    public var totalBytes: Int { current.totalBytes }
}

/// The forms of tables, behind one way to read them.
enum TableForm {
    case delimited(DelimitedReader)
    case json(JSONRows, ObjectTable)
    case feed(FeedReader, ObjectTable)
    case sheet(SheetReader)

    init(
        _ stream: PeekedStream, name: String, path: String, encoding: TextEncoding?
    ) throws(CatalogError) {
        let ending = (name as NSString).pathExtension
        if FeedReader.recognises(stream.first) {
            let reader = try FeedReader(stream, path: path)
            let table = try ObjectTable(sorted: false) { () throws(CatalogError) in try reader.next() }
            guard !table.columns.isEmpty else { throw FeedReader.empty(path) }
            self = .feed(reader, table)
            return
        }
        if let reason = BinaryFile.reason(stream.first) {
            throw .table(
                path: path, line: nil, reason: reason,
                remedy: "Give a table: CSV, TSV, JSON, an RSS or Atom feed or an Excel workbook (.xlsx), "
                    + "as it is, compressed by gzip, or in a zip archive. Others can be exported as CSV UTF-8."
            )
        }
        let lines = try ByteLines(stream, path: path, encoding: encoding)
        if JSONRows.recognises(lines.sample, fileExtension: ending) {
            let reader = try JSONRows(lines: lines)
            let table = try ObjectTable(sorted: true) { () throws(CatalogError) in try reader.next() }
            guard !table.columns.isEmpty else {
                throw .table(
                    path: path, line: 1, reason: "none of the first values is a JSON object",
                    remedy: "Write objects, one a line or in an array: "
                        + "{\"id\": \"1\", \"title\": \"Oak table\", \"price\": \"£40\"}")
            }
            self = .json(reader, table)
        } else {
            self = .delimited(try DelimitedReader(lines: lines))
        }
    }

    mutating func next() throws(CatalogError) -> TableRecord? {
        switch self {
        case .delimited(let reader): return try reader.next()
        case .sheet(let reader): return try reader.next()
        case .json(let reader, var table):
            let record = try table.next { () throws(CatalogError) in try reader.next() }
            self = .json(reader, table)
            return record
        case .feed(let reader, var table):
            let record = try table.next { () throws(CatalogError) in try reader.next() }
            self = .feed(reader, table)
            return record
        }
    }

    var columns: [String] {
        switch self {
        case .delimited(let reader): reader.columns
        case .sheet(let reader): reader.columns
        case .json(_, let table), .feed(_, let table): table.columns
        }
    }

    var preamble: [String] {
        if case .delimited(let reader) = self { reader.preamble } else { [] }
    }

    var encoding: TextEncoding {
        switch self {
        case .delimited(let reader): reader.lines.encoding
        case .json(let reader, _): reader.lines.encoding
        case .feed, .sheet: .utf8
        }
    }

    var summary: String {
        switch self {
        case .delimited(let reader): "\(reader.dialect.summary), \(reader.lines.encoding.rawValue)"
        case .json(let reader, _): "JSON, \(reader.lines.encoding.rawValue)"
        case .feed(let reader, _): reader.summary
        case .sheet(let reader): reader.summary
        }
    }

    var bytesRead: Int {
        switch self {
        case .delimited(let reader): reader.lines.bytesRead
        case .json(let reader, _): reader.lines.bytesRead
        case .feed(let reader, _): reader.stream.consumed
        case .sheet(let reader): reader.bytesRead
        }
    }

    var totalBytes: Int {
        switch self {
        case .delimited(let reader): reader.lines.totalBytes
        case .json(let reader, _): reader.lines.totalBytes
        case .feed(let reader, _): reader.stream.total
        case .sheet(let reader): reader.totalBytes
        }
    }
}
