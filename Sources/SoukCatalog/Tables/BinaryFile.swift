/// Tells files that cannot be tables.
enum BinaryFile {
    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x50, 0x4B, 0x05, 0x06], "an empty zip archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Office file (.xls)"),
        ([0x1F, 0x8B], "compressed twice"),
        ([0x50, 0x4B, 0x03, 0x04], "an archive within an archive"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz-compressed"),
        ([0xFF, 0xD8, 0xFF], "a JPEG photo"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF document"),
        (Array("SQLite format 3".utf8), "an SQLite database"),
        (Array("PAR1".utf8), "a Parquet file"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ]

    /// Why a file with these first bytes is no table; nil when it may be one.
    static func reason(_ sample: [UInt8]) -> String? {
        if sample.isEmpty { return "the file is empty" }
        if let known = signatures.first(where: { sample.starts(with: $0.bytes) }) {
            return "this is \(known.name), not a table of text"
        }
        if TextEncoding.mark(sample)?.length == 2 || TextEncoding.wideEncoding(sample) != nil { return nil }
        let controls = sample.lazy.filter { $0 < 0x20 && ![9, 10, 11, 12, 13].contains($0) || $0 == 0x7F }
            .count
        return controls * 20 > sample.count
            ? "\(controls * 100 / sample.count) % of its first bytes are control characters: not a table of text"
            : nil
    }
}
