import Foundation

/// Reads the rows of an Excel workbook's first sheet in constant memory, but for the texts that its cells share.
final class SheetReader {
    /// Excel's own limit.
    private static let columnLimit = 16_384
    /// A cell's text is cut there, in bytes.
    private static let cellLimit = 1 << 20

    private(set) var columns: [String] = []
    let summary: String
    private let workbook: Workbook
    private let stream: ArchiveStream
    private let pull: XMLPull
    private var number = 0

    init(url: URL) throws(CatalogError) {
        workbook = try Workbook(url: url)
        let others = workbook.sheetCount > 1 ? " (of \(workbook.sheetCount); the others are not read)" : ""
        summary = "Excel workbook, sheet \"\(workbook.sheet.name)\"\(others)"
        stream = try ArchiveStream(url: url, entry: workbook.sheet.entry)
        pull = try XMLPull(stream, path: "\(url.path)/\(workbook.sheet.entry)")
        guard let header = try nextRow() else {
            throw .table(
                path: url.path, line: 1, reason: "the sheet \"\(workbook.sheet.name)\" is empty",
                remedy: "The first row must name the columns.")
        }
        columns = DelimitedReader.columnNames(header.values)
    }

    var bytesRead: Int { stream.consumed }
    var totalBytes: Int { stream.total }

    func next() throws(CatalogError) -> TableRecord? {
        guard let row = try nextRow() else { return nil }
        number += 1
        let width = max(columns.count, row.values.count)
        let fields = (0..<width).map { index in
            (
                name: index < columns.count ? columns[index] : "extra \(index - columns.count + 1)",
                value: index < row.values.count ? row.values[index] : ""
            )
        }
        let isRagged = row.values.dropFirst(columns.count).contains { !$0.isEmpty }
        return TableRecord(
            number: number, line: row.line, fields: fields,
            problem: isRagged ? "\(row.values.count) cells, expected \(columns.count)" : nil,
            isRagged: isRagged)
    }

    /// The next row that is not empty.
    private func nextRow() throws(CatalogError) -> (line: Int, values: [String])? {
        var (line, values) = (0, [String]())
        while let event = try pull.next() {
            switch event {
            case .start("row", _, _):
                line = pull.attribute("r").flatMap { Int($0) } ?? line + 1
                values = []
            case .start("c", let depth, let isEmpty):
                let column = pull.attribute("r").flatMap(Self.column) ?? values.count
                guard column < Self.columnLimit else {
                    throw pull.broken("a row has more than \(Self.columnLimit) columns")
                }
                let (type, style) = (pull.attribute("t"), pull.attribute("s"))
                while values.count <= column { values.append("") }
                if !isEmpty { values[column] = try cell(depth: depth, type: type, style: style) }
            case .end("row", _): if values.contains(where: { !$0.isEmpty }) { return (line, values) }
            default: break
            }
        }
        return nil
    }

    /// Reads a cell to its end.
    private func cell(depth: Int, type: String?, style: String?) throws(CatalogError) -> String {
        var text = ""
        var isFormula = false
        while let event = try pull.next() {
            switch event {
            case .start("f", _, let isEmpty): isFormula = !isEmpty
            case .end("f", _): isFormula = false
            case .text(let piece): if !isFormula, text.utf8.count < Self.cellLimit { text += piece }
            case .end(_, depth): return value(text, type: type, style: style)
            default: break
            }
        }
        throw pull.broken("it ends within a cell")
    }

    private func value(_ text: String, type: String?, style: String?) -> String {
        switch type {
        case "s":
            let index = Int(text.trimmingWhitespace()) ?? -1
            return workbook.texts.indices.contains(index) ? workbook.texts[index] : ""
        case "b": return text == "1" ? "true" : "false"
        case "str", "inlineStr", "d", "e": return text
        default: return number(text.trimmingWhitespace(), style: style)
        }
    }

    private func number(_ text: String, style: String?) -> String {
        guard let number = Double(text), number.isFinite else { return text }
        let index = style.flatMap { Int($0) } ?? -1
        if workbook.dateStyles.indices.contains(index), workbook.dateStyles[index] {
            return Self.date(number) ?? text
        }
        if let whole = Int(exactly: number) { return String(whole) }
        let shortest = String(number)
        // Three decimals could be taken for thousands.
        let parts = shortest.split(separator: ".")
        return parts.count == 2 && parts[1].count == 3 ? shortest + "0" : shortest
    }

    /// Days since 30 December 1899, as the system of 1900 counts them.
    private static func date(_ days: Double) -> String? {
        guard days >= 1, days < 2_958_466 else { return nil }
        let seconds = ((days - 25_569) * 86_400).rounded()
        let date = Date(timeIntervalSince1970: seconds).formatted(.iso8601)
        return seconds.truncatingRemainder(dividingBy: 86_400) == 0 ? String(date.prefix(10)) : date
    }

    /// `C7` gives 2.
    private static func column(_ reference: String) -> Int? {
        var number = 0
        for byte in reference.utf8 {
            guard (0x41...0x5A).contains(byte) else { break }
            number = number * 26 + Int(byte) - 0x40
            guard number <= columnLimit else { return columnLimit }
        }
        return number > 0 ? number - 1 : nil
    }
}
