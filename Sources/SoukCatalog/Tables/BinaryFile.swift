/// Tells files that cannot be tables.
enum BinaryFile {
    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive or an Excel workbook (.xlsx)"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Office file (.xls)"),
        ([0x1F, 0x8B], "gzip-compressed"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd-compressed"),
        ([0x42, 0x5A, 0x68], "bzip2-compressed"),
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
        switch TextEncoding.detect(sample).encoding {
        case .utf16LittleEndian, .utf16BigEndian: return nil
        case .utf8, .windows1252: break
        }
        let controls = sample.lazy.filter { $0 < 0x20 && ![9, 10, 11, 12, 13].contains($0) || $0 == 0x7F }
            .count
        return controls * 20 > sample.count
            ? "\(controls * 100 / sample.count) % of its first bytes are control characters: not a table of text"
            : nil
    }
}
