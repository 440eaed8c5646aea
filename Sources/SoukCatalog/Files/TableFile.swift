import Foundation

/// A file that tables can be read from: a table as it is, a compressed one, a zip archive of tables, or a workbook.
enum TableFile {
    case table(PeekedStream, name: String)
    /// Entries of a zip archive.
    case archive([String])
    case workbook

    private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let compressed: [[UInt8]] = [
        [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0x42, 0x5A, 0x68],
    ]
    private static let endings = [
        "csv", "tsv", "tab", "txt", "json", "jsonl", "ndjson", "xml", "rss", "atom",
    ]

    /// Looks at the first bytes, whatever the file's name says.
    init(url: URL) throws(CatalogError) {
        let plain = try PeekedStream(PlainFile(url: url))
        if plain.first.starts(with: Self.zip) {
            self = try Self.zipped(url)
        } else if Self.compressed.contains(where: { plain.first.starts(with: $0) }) {
            let stream = try PeekedStream(ArchiveStream(url: url, entry: nil))
            let isNamed = ["gz", "bz2", "zst", "zstd", "gzip"].contains(url.pathExtension.lowercased())
            let name = isNamed ? url.deletingPathExtension().lastPathComponent : url.lastPathComponent
            self = .table(stream, name: name)
        } else {
            self = .table(plain, name: url.lastPathComponent)
        }
    }

    private static func zipped(_ url: URL) throws(CatalogError) -> TableFile {
        let names = try Archive(url: url, isZip: true).names()
        if names.contains("xl/workbook.xml") { return .workbook }
        let tables = names.filter { name in
            let last = name.split(separator: "/").last.map(String.init) ?? ""
            let ending = last.split(separator: ".").last.map { $0.lowercased() } ?? ""
            return endings.contains(ending) && !name.hasPrefix("__MACOSX/") && !last.hasPrefix(".")
        }.sorted()
        guard !tables.isEmpty else {
            let found = names.prefix(10).map { "\"\($0)\"" }.joined(separator: ", ")
            throw .table(
                path: url.path, line: nil, reason: "the archive holds no table, only \(found)",
                remedy: "Expected a file that ends in " + endings.map { ".\($0)" }.joined(separator: ", ")
                    + ".")
        }
        return .archive(tables)
    }
}
