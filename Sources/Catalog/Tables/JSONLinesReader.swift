/// Reads a table with one JSON object a line, in constant memory.
struct JSONLinesReader {
    /// The names that occur in the first lines, in the order of their first use.
    let columns: [String]

    private var buffer: RecordBuffer
    private var line = 0
    private var number = 0

    init(_ start: RecordBuffer) {
        buffer = start
        var names: [String] = []
        var seen: Set<String> = []
        for line in start.bytes.split(separator: 0x0A).prefix(1000) {
            for field in JSONObject.fields(line) ?? [] where seen.insert(field.name).inserted {
                names.append(field.name)
            }
        }
        columns = names
    }

    var bytesRead: Int { buffer.bytesRead }

    mutating func next() throws(CatalogError) -> TableRecord? {
        while let text = try buffer.line(limit: SeparatedReader.recordLimit) {
            line += 1
            if text.allSatisfy({ $0 <= 0x20 }) { continue }
            number += 1
            guard let fields = JSONObject.fields(text) else {
                let shown = String(decoding: text.prefix(1000), as: UTF8.self)
                return TableRecord(
                    number: number, line: line, fields: [(name: "line", value: shown)],
                    problem: "not a JSON object")
            }
            return TableRecord(number: number, line: line, fields: fields)
        }
        return nil
    }

    /// Whether a table begins like JSON Lines.
    static func recognises(_ start: [UInt8]) -> Bool {
        guard let first = start.split(separator: 0x0A).first(where: { !$0.allSatisfy { $0 <= 0x20 } }) else {
            return false
        }
        return first.first { $0 > 0x20 } == UInt8(ascii: "{") && first.contains(UInt8(ascii: ":"))
    }
}
