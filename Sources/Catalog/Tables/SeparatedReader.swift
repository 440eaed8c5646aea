/// Reads the records of a table with separators, in constant memory.
struct SeparatedReader {
    let columns: [String]
    /// Longest record in bytes; longer ones are skipped, with a problem.
    static let recordLimit = 16 << 20

    private var buffer: RecordBuffer
    private let scanner: RecordScanner
    private var record = ScannedRecord()
    private var line = 1
    private var number = 0

    init(_ start: RecordBuffer, path: String) throws(CatalogError) {
        buffer = start
        let announced = buffer.takeSeparatorLine()
        line += announced == nil ? 0 : 1
        var dialect = Dialect.detect(buffer.bytes, complete: buffer.atEnd)
        if let announced { dialect.separator = announced }
        scanner = RecordScanner(dialect: dialect)
        var names: [String] = []
        repeat {
            guard try buffer.scan(with: scanner, limit: Self.recordLimit, into: &record), !record.unclosed
            else {
                throw .table(
                    path: path, line: line, reason: "there is no header, or a quote in it is never closed",
                    remedy: "The first line of a table names its columns, for example: id,title,price.")
            }
            names = buffer.values(of: record)
            line += record.lineEnds
            buffer.start = record.end
        } while record.isBlank
        columns = Self.unique(names)
    }

    var bytesRead: Int { buffer.bytesRead }

    mutating func next() throws(CatalogError) -> TableRecord? {
        while try buffer.scan(with: scanner, limit: Self.recordLimit, into: &record) {
            if record.isBlank {
                consume()
                continue
            }
            var problem: String?
            if isQuoteRunaway() {
                buffer.rescanFirstLine(with: scanner, into: &record)
                problem = "a quote that begins a field is never closed"
            }
            return take(problem)
        }
        guard !buffer.isEmpty else { return nil }
        return try takeOversized()
    }

    /// A quote was opened by mistake and took the following rows in.
    private func isQuoteRunaway() -> Bool {
        if record.unclosed { return true }
        guard record.isMultiline, record.stray || record.fields.count != columns.count else { return false }
        if record.stray, record.fields.count != columns.count { return true }
        var line = ScannedRecord()
        guard buffer.rescanFirstLine(with: scanner, into: &line) else { return false }
        if line.fields.count == columns.count { return true }
        return record.stray && buffer.rescanFirstLine(with: scanner, at: line.end, into: &line)
            && line.fields.count == columns.count
    }

    private mutating func take(_ problem: String?) -> TableRecord {
        let values = buffer.values(of: record)
        let here = line
        consume()
        number += 1
        return TableRecord(
            number: number, line: here, fields: named(values), problem: problem ?? raggedness(values.count))
    }

    private mutating func takeOversized() throws(CatalogError) -> TableRecord {
        if buffer.rescanFirstLine(with: scanner, into: &record),
            record.end - buffer.start <= Self.recordLimit
        {
            return take("a quote that begins a field is never closed")
        }
        number += 1
        defer { line += record.lineEnds }
        let skipped = TableRecord(
            number: number, line: line, fields: [],
            problem: "the record is longer than \(Self.recordLimit >> 20) MiB")
        try buffer.skipRecord(with: scanner, into: &record)
        return skipped
    }

    private mutating func consume() {
        line += record.lineEnds
        buffer.start = record.end
    }

    private func named(_ values: [String]) -> [(name: String, value: String)] {
        values.enumerated().map { index, value in
            (name: index < columns.count ? columns[index] : "column \(index + 1)", value: value)
        }
    }

    private func raggedness(_ count: Int) -> String? {
        count == columns.count ? nil : "\(count) fields, expected \(columns.count)"
    }

    /// Names that occur again get a number: `price`, `price (2)`.
    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.map { name in
            var candidate = name.trimmingWhitespace()
            var copy = 1
            while !candidate.isEmpty, !seen.insert(candidate).inserted {
                copy += 1
                candidate = "\(name.trimmingWhitespace()) (\(copy))"
            }
            return candidate
        }
    }
}
