/// Why a file cannot be a table, and what to do about it.
struct TableObjection {
    let reason: String
    let remedy: String

    private static let kinds: [(start: [UInt8], reason: String, remedy: String)] = [
        (
            [0x50, 0x4B, 3, 4], "this is a ZIP archive or a spreadsheet (xlsx, ods)",
            "Save it as CSV in UTF-8."
        ),
        ([0xD0, 0xCF, 0x11, 0xE0], "this is an old Excel file", "Save it as CSV in UTF-8."),
        ([0x1F, 0x8B], "this is compressed with gzip", "Unpack it with gunzip first."),
        ([0x28, 0xB5, 0x2F, 0xFD], "this is compressed with Zstandard", "Unpack it with zstd -d first."),
        ([0x50, 0x41, 0x52, 0x31], "this is a Parquet file", "Convert it to CSV first."),
        ([0x25, 0x50, 0x44, 0x46], "this is a PDF file", "Export the table as CSV."),
    ]

    /// nil when the bytes may well be a table.
    init?(_ start: [UInt8]) {
        if start.allSatisfy({ $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }) {
            reason = start.isEmpty ? "the file is empty" : "the file has nothing but blanks"
            remedy = "A table begins with a line that names its columns, for example: id,title,price."
        } else if let kind = Self.kinds.first(where: { start.starts(with: $0.start) }) {
            reason = kind.reason
            remedy = kind.remedy
        } else if Self.isBinary(start.prefix(1 << 16)) {
            reason = "this is not text"
            remedy = "Expected CSV, TSV or JSON Lines in UTF-8, UTF-16 or Windows-1252."
        } else if start.first(where: { $0 > 0x20 }) == UInt8(ascii: "["),
            start.contains(UInt8(ascii: "{"))
        {
            reason = "this is one JSON array"
            remedy = "Write one object a line, for example with: jq -c '.[]' in.json > out.jsonl."
        } else {
            return nil
        }
    }

    /// More than 2 % are control characters, and more than one.
    private static func isBinary(_ start: ArraySlice<UInt8>) -> Bool {
        let controls = start.count { $0 < 0x20 && !(0x09...0x0D).contains($0) }
        return controls > 1 && controls * 50 > start.count
    }
}
