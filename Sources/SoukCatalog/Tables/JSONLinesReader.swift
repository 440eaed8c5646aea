import Foundation

/// Reads a table with a JSON object a line.
final class JSONLinesReader {
    /// The keys of the first lines, sorted.
    let columns: [String]
    private(set) var lines: ByteLines
    private var number = 0
    private var line = 0
    private let known: Set<String>

    static func recognises(_ sample: [UInt8], fileExtension: String) -> Bool {
        let first = sample.first { !" \t\r\n".utf8.contains($0) }
        switch fileExtension.lowercased() {
        case "jsonl", "ndjson", "json": return true
        case "csv", "tsv": return false
        default: return first == UInt8(ascii: "{")
        }
    }

    init(lines: ByteLines) throws(CatalogError) {
        self.lines = lines
        if let first = lines.sample.first(where: { !" \t\r\n".utf8.contains($0) }), first == UInt8(ascii: "[")
        {
            throw .table(
                path: lines.path, line: 1, reason: "this is one JSON array, not JSON Lines",
                remedy: "Write one object a line, for example with: jq -c '.[]' table.json > table.jsonl")
        }
        var keys: Set<String> = []
        for row in lines.sample.split(separator: UInt8(ascii: "\n")).prefix(1000) {
            if let object = Self.object(row) { keys.formUnion(object.keys) }
        }
        guard !keys.isEmpty else {
            throw .table(
                path: lines.path, line: 1, reason: "none of the first lines is a JSON object",
                remedy:
                    "Write one object a line: {\"id\": \"1\", \"title\": \"Oak table\", \"price\": \"£40\"}")
        }
        columns = keys.sorted()
        known = keys
    }

    func next() throws(CatalogError) -> TableRecord? {
        while !lines.isExhausted {
            let rest = lines.buffer[lines.position...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            if end == nil, !lines.atEnd, rest.count <= ByteLines.recordLimit {
                try lines.fill()
                continue
            }
            line += 1
            let text = rest[..<(end ?? rest.endIndex)]
            let isBlank = text.allSatisfy { " \t\r".utf8.contains($0) }
            let record = isBlank ? nil : record(text)
            let isCut = end == nil && !lines.atEnd
            lines.consume(to: (end ?? rest.endIndex - 1) + 1)
            if isCut { _ = try lines.skip(through: UInt8(ascii: "\n")) }
            guard var record else { continue }
            if isCut { record.problem = "longer than \(ByteLines.recordLimit >> 20) MiB" }
            return record
        }
        return nil
    }

    private func record(_ text: ArraySlice<UInt8>) -> TableRecord {
        number += 1
        guard let object = Self.object(text) else {
            let shown = String(decoding: text.prefix(10_000), as: UTF8.self)
            return TableRecord(
                number: number, line: line, fields: [("line", shown)],
                problem: "no JSON object stands in this line")
        }
        var fields = columns.map { ($0, object[$0]?.fieldText ?? "") }
        for key in object.keys.filter({ !known.contains($0) }).sorted() {
            fields.append((key, object[key]?.fieldText ?? ""))
        }
        return TableRecord(number: number, line: line, fields: fields)
    }

    private static func object(_ text: ArraySlice<UInt8>) -> [String: JSON]? {
        (try? JSONParser.parse(text))?.members
    }
}
