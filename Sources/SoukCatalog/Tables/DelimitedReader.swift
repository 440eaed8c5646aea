/// Reads records of a table with separators.
final class DelimitedReader {
    let dialect: Dialect
    private(set) var columns: [String] = []
    /// Lines before the header that tell about the table.
    private(set) var preamble: [String] = []
    private(set) var lines: ByteLines
    private var scanner: RecordScanner
    private var number = 0
    private var line = 1
    private var scratch: [UInt8] = []

    init(lines: ByteLines) throws(CatalogError) {
        self.lines = lines
        let stated = StatedSeparator(lines.sample)
        if let stated {
            self.lines.consume(to: lines.position + stated.length)
            line = 2
        }
        let sample = self.lines.sample
        dialect = Dialect.detect(
            sample, isWhole: lines.atEnd && sample.count == lines.buffer.count - self.lines.position,
            stated: stated?.separator)
        scanner = RecordScanner(dialect: dialect)
        guard let header = try header(), header.values.contains(where: { !$0.isEmpty }) else {
            throw .table(
                path: lines.path, line: 1, reason: "there is no header: the file holds blank lines only",
                remedy:
                    "The first line must name the columns, for example: id,title,description,price,category")
        }
        columns = Self.columnNames(header.values)
    }

    /// The row with the names of the columns, behind lines that shops write above it.
    private func header() throws(CatalogError) -> Record? {
        var row = try nextRow()
        while let found = row, preamble.count < 3, TablePreamble.precedesHeader(found.values, after: preamble)
        {
            preamble.append(found.values.filter { !$0.isEmpty }.joined(separator: "\t"))
            row = try nextRow()
        }
        return row
    }

    func next() throws(CatalogError) -> TableRecord? {
        guard let row = try nextRow() else { return nil }
        number += 1
        var fields: [(name: String, value: String)] = []
        fields.reserveCapacity(row.values.count)
        for (index, value) in row.values.enumerated() {
            fields.append(
                (index < columns.count ? columns[index] : "extra \(index - columns.count + 1)", value))
        }
        var problems = row.problem.map { [$0] } ?? []
        if row.values.count != columns.count {
            problems.append("\(row.values.count) fields, expected \(columns.count)")
        }
        var record = TableRecord(
            number: number, line: row.line, fields: fields,
            problem: problems.isEmpty ? nil : problems.joined(separator: "; "),
            isRagged: row.values.count < columns.count
                || row.values.dropFirst(columns.count).contains { !$0.isEmpty })
        if row.values.count < columns.count, row.problem == nil { record.width = columns.count }
        return record
    }

    private struct Record {
        var line: Int
        var values: [String]
        var problem: String?
    }

    private func nextRow() throws(CatalogError) -> Record? {
        let width = columns.isEmpty ? nil : columns.count
        while !lines.isExhausted {
            let isFull = lines.buffer.count - lines.position > ByteLines.recordLimit
            let found = lines.buffer.withUnsafeBufferPointer { bytes in
                scanner.scan(bytes, from: lines.position, atEnd: lines.atEnd || isFull, columns: width)
            }
            guard let span = found else {
                try lines.fill()
                continue
            }
            let isCut = isFull && !lines.atEnd && span.end == lines.buffer.count
            let length = span.end - lines.position
            let start = line
            line += span.lineBreaks
            if span.isBlank, !isCut {
                lines.consume(to: span.end)
                continue
            }
            var row = Record(line: start, values: values(), problem: span.problem)
            lines.consume(to: span.end)
            if isCut || length > ByteLines.recordLimit {
                row.problem = "longer than \(ByteLines.recordLimit >> 20) MiB; cut there"
            }
            if isCut, try lines.skip(through: dialect.lineBreak) { line += 1 }
            return row
        }
        return nil
    }

    private func values() -> [String] {
        let encoding = lines.encoding
        return lines.buffer.withUnsafeBufferPointer { bytes in
            scanner.fields.map { found in
                var field = found
                field.end = min(field.end, field.start + ByteLines.recordLimit)
                guard field.escaped else {
                    return encoding.text(.init(rebasing: bytes[field.start..<field.end]))
                }
                scratch.removeAll(keepingCapacity: true)
                var position = field.start
                while position < field.end {
                    let next = position + 1 < field.end ? bytes[position + 1] : 0
                    let isPair = bytes[position] == Dialect.quote && next == Dialect.quote
                    let isEscape =
                        dialect.escapesByBackslash && bytes[position] == Dialect.backslash
                        && (next == Dialect.quote || next == Dialect.backslash)
                    scratch.append(isEscape ? next : bytes[position])
                    position += isPair || isEscape ? 2 : 1
                }
                return scratch.withUnsafeBufferPointer(encoding.text)
            }
        }
    }

    static func columnNames(_ header: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return header.enumerated().map { index, text in
            let trimmed = text.trimmingWhitespace()
            let name = trimmed.isEmpty ? "column \(index + 1)" : trimmed
            let count = seen[name, default: 0] + 1
            seen[name] = count
            return count == 1 ? name : "\(name) \(count)"
        }
    }
}

/// The line `sep=;` that Excel writes and reads before the header.
private struct StatedSeparator {
    let separator: UInt8
    /// Of the line with its end, in bytes.
    let length: Int

    init?(_ sample: [UInt8]) {
        guard let end = sample.prefix(16).firstIndex(of: Dialect.lineFeed) else { return nil }
        let line = sample[..<end].filter { $0 != Dialect.quote && $0 != Dialect.carriageReturn }
        guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
            return nil
        }
        (separator, length) = (line[4], end + 1)
    }
}

extension Dialect {
    /// For people: `comma-separated, records end in LF`.
    var summary: String {
        let name =
            switch separator {
            case UInt8(ascii: ","): "comma"
            case UInt8(ascii: ";"): "semicolon"
            case UInt8(ascii: "\t"): "tab"
            default: "bar"
            }
        let end =
            switch recordEnd {
            case .lf: "LF"
            case .crlf: "CRLF"
            case .mixed: "LF or CRLF"
            case .cr: "CR"
            }
        return "\(name)-separated, records end in \(end)"
            + (escapesByBackslash ? ", quotes escaped by \\" : "")
    }
}
