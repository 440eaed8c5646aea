import Foundation

/// Reads JSON objects one after the other: one a line, the items of an array, or those of a member of an object.
final class JSONRows {
    private enum Form { case lines, sequence }

    private static let limits = JSONLimits(depth: 24, values: 50_000, keepsNumbers: true)
    private static let space = Set(" \t\r\n".utf8)

    private(set) var lines: ByteLines
    private var line = 1
    private var form = Form.lines
    private var isOver = false

    static func recognises(_ sample: [UInt8], fileExtension: String) -> Bool {
        let first = sample.first { !space.contains($0) }
        switch fileExtension.lowercased() {
        case "jsonl", "ndjson", "json": return true
        case "csv", "tsv": return false
        default: return first == UInt8(ascii: "{") || (first == UInt8(ascii: "[") && startsArray(sample))
        }
    }

    /// Whether an object follows the bracket, and not a text that a table begins with.
    private static func startsArray(_ sample: [UInt8]) -> Bool {
        let inner = sample.drop { space.contains($0) }.dropFirst().first { !space.contains($0) }
        return inner == UInt8(ascii: "{")
    }

    init(lines: ByteLines) throws(CatalogError) {
        self.lines = lines
        let sample = self.lines.sample
        if let start = JSONRowStart(sample) {
            form = .sequence
            skip(to: self.lines.position + start.offset)
        }
    }

    func next() throws(CatalogError) -> ObjectRow? {
        switch form {
        case .lines: try nextLine()
        case .sequence: try nextItem()
        }
    }

    // MARK: One object a line

    private func nextLine() throws(CatalogError) -> ObjectRow? {
        while !lines.isExhausted {
            let rest = lines.buffer[lines.position...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            if end == nil, !lines.atEnd, rest.count <= ByteLines.recordLimit {
                try lines.fill()
                continue
            }
            let start = line
            line += 1
            let text = rest[..<(end ?? rest.endIndex)]
            let isBlank = text.allSatisfy(Self.space.contains)
            var row = isBlank ? nil : Self.row(text, line: start)
            let isCut = end == nil && !lines.atEnd
            lines.consume(to: (end ?? rest.endIndex - 1) + 1)
            if isCut { _ = try lines.skip(through: UInt8(ascii: "\n")) }
            if isCut { row?.problem = "longer than \(ByteLines.recordLimit >> 20) MiB" }
            if let row { return row }
        }
        return nil
    }

    private static func row(_ text: ArraySlice<UInt8>, line: Int) -> ObjectRow {
        do {
            let value = try JSONParser.parse(text, limits: limits)
            if let cells = JSONCells(value)?.cells { return ObjectRow(line: line, cells: cells) }
        } catch {
            let shown = String(decoding: text.prefix(10_000), as: UTF8.self)
            return ObjectRow(
                line: line, cells: [("line", shown)],
                problem: "no JSON object stands in this line: \(error.reason), at byte \(error.offset)")
        }
        let shown = String(decoding: text.prefix(10_000), as: UTF8.self)
        return ObjectRow(line: line, cells: [("line", shown)], problem: "no JSON object stands in this line")
    }

    // MARK: Values in a row

    /// The next value, up to where its brackets close; the bytes are looked at once, or twice where a buffer ends.
    private func nextItem() throws(CatalogError) -> ObjectRow? {
        while !isOver {
            var place = lines.position
            while place < lines.buffer.count,
                Self.space.contains(lines.buffer[place]) || lines.buffer[place] == UInt8(ascii: ",")
            {
                place += 1
            }
            skip(to: place)
            guard lines.position < lines.buffer.count else {
                if lines.atEnd { return nil }
                try lines.fill()
                continue
            }
            if lines.buffer[lines.position] == UInt8(ascii: "]") {
                isOver = true
                return nil
            }
            if let end = JSONRowStart.valueEnd(lines.buffer, from: lines.position) {
                let row = Self.row(lines.buffer[lines.position..<end], line: line)
                skip(to: end)
                return row
            }
            guard !lines.atEnd, lines.buffer.count - lines.position <= ByteLines.recordLimit else {
                isOver = true
                let problem =
                    lines.atEnd
                    ? "the file ends within a value"
                    : "a value longer than \(ByteLines.recordLimit >> 20) MiB"
                return ObjectRow(
                    line: line, cells: [("line", "")], problem: problem + "; nothing behind it is read")
            }
            try lines.fill()
        }
        return nil
    }

    private func skip(to end: Int) {
        line += lines.buffer[lines.position..<min(end, lines.buffer.count)].count { $0 == UInt8(ascii: "\n") }
        lines.consume(to: end)
    }
}

/// Where the rows begin in a JSON document that is no list of lines.
struct JSONRowStart {
    /// Behind the bracket that opens the list, or of the first of several values.
    let offset: Int

    /// nil for objects that stand one a line.
    init?(_ sample: [UInt8]) {
        guard let first = sample.firstIndex(where: { !" \t\r\n".utf8.contains($0) }) else { return nil }
        if sample[first] == UInt8(ascii: "[") {
            offset = first + 1
            return
        }
        guard sample[first] == UInt8(ascii: "{") else { return nil }
        let lineEnd = sample[first...].firstIndex(of: UInt8(ascii: "\n")) ?? sample.endIndex
        let end = Self.valueEnd(sample, from: first)
        let isLine = end.map { $0 <= lineEnd } ?? false
        if let list = Self.list(sample, from: first), !isLine || lineEnd >= sample.count - 1 {
            offset = list
        } else if isLine {
            return nil
        } else {
            // A line that is broken says nothing when the next ones are whole.
            let isPrinted = sample[(first + 1)...].first { !" \t\r".utf8.contains($0) } == UInt8(ascii: "\n")
            guard isPrinted else { return nil }
            offset = first
        }
    }

    /// Behind the bracket of the first list of objects among the members of the object at `start`.
    private static func list(_ bytes: [UInt8], from start: Int) -> Int? {
        var place = start + 1
        while let open = bytes[place...].firstIndex(of: UInt8(ascii: "\"")),
            let close = valueEnd(bytes, from: open),
            let colon = bytes[close...].firstIndex(where: { !" \t\r\n".utf8.contains($0) }),
            bytes[colon] == UInt8(ascii: ":"),
            let value = bytes[(colon + 1)...].firstIndex(where: { !" \t\r\n".utf8.contains($0) })
        {
            if bytes[value] == UInt8(ascii: "[") {
                let inner = bytes[(value + 1)...].first { !" \t\r\n".utf8.contains($0) }
                if inner == UInt8(ascii: "{") { return isContent(bytes[open..<close]) ? value + 1 : nil }
            }
            guard let end = valueEnd(bytes, from: value) else { return nil }
            place = end
        }
        return nil
    }

    /// Whether a member of this name holds listings, and not photos or offers of a single one.
    private static func isContent(_ name: ArraySlice<UInt8>) -> Bool {
        let key = ColumnName.key(String(decoding: name, as: UTF8.self))
        return [
            "products", "items", "listings", "results", "data", "rows", "records", "ads", "offers", "entries",
            "graph",
            "hits", "list", "objects", "articles", "inventory", "catalog", "catalogue",
        ].contains(key)
    }

    /// Behind the value that starts at `start`, which is always further on, so that every bracket too many is a value
    /// by itself; nil when the bytes end before it does.
    static func valueEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var depth = 0
            var place = start
            while place < bytes.count {
                switch bytes[place] {
                case UInt8(ascii: "\""):
                    place += 1
                    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                        place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
                    }
                    guard place < bytes.count else { return nil }
                    if depth == 0 { return place + 1 }
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth <= 0 { return depth < 0 && place > start ? place : place + 1 }
                case UInt8(ascii: ","), UInt8(ascii: "\n"):
                    if depth == 0 { return place }
                default: break
                }
                place += 1
            }
            return nil
        }
    }
}
