public import Foundation
public import SoukCatalog

/// The judged queries that a workspace keeps: one table a file in `judgements/`, as it was imported.
///
/// A row judges one of the workspace's listings for one query: `query, listing_id, relevance`.
public struct StoredJudgements: Sendable {
    public let root: URL

    public init(_ workspace: Workspace) {
        root = workspace.root.appendingPathComponent("judgements", isDirectory: true)
    }

    /// Names of the tables, sorted.
    public var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? [])
            .filter { !$0.hasPrefix(".") && Self.isTable($0) }.sorted()
    }

    /// Every table with its name.
    public func tables() throws(CatalogError) -> [(name: String, table: JudgementTable)] {
        var tables: [(String, JudgementTable)] = []
        for name in names {
            let url = root.appendingPathComponent(name)
            tables.append((name, try JudgementTable(url: url, needsTitles: false)))
        }
        return tables
    }

    /// All tables as one, and the SHA-256 of their files. Where there are several, each scale becomes 0 to 3.
    ///
    /// - Throws: `missing` where no judged queries are kept.
    public func combined() throws(CatalogError) -> (table: JudgementTable, hash: String) {
        let tables = try tables()
        guard let first = tables.first else {
            throw .missing(path: root.path, remedy: "Import judged queries: query, listing_id, relevance.")
        }
        var hashes: [String] = []
        for name in names { hashes.append(try Checksum.sha256(of: root.appendingPathComponent(name))) }
        guard tables.count > 1 else { return (first.table, hashes[0]) }
        let queries = tables.flatMap { _, table in
            let gain = table.gain
            return table.queries.map { query in
                JudgedQuery(
                    text: query.text,
                    judgements: query.judgements.map { judgement in
                        var judgement = judgement
                        judgement.relevance = 3 * gain.share(judgement.relevance)
                        return judgement
                    })
            }
        }
        return (JudgementTable(queries: queries), Checksum.sha256(hashes.joined(separator: " ")))
    }

    /// Keeps a table under its file's name, in place of an earlier one of that name.
    ///
    /// - Throws: `table` when no row of it can be used, `usage` for another kind of file; then nothing changes.
    @discardableResult public func add(_ file: URL) throws(CatalogError) -> JudgementTable {
        let name = file.lastPathComponent
        guard Self.isTable(name), !name.hasPrefix(".") else {
            throw .usage(
                reason: "\"\(name)\" is not called a table of judgements",
                remedy: "Give a file that ends with \(Self.endings.joined(separator: ", ")).")
        }
        let table = try JudgementTable(url: file, needsTitles: false)
        do {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            try Data(contentsOf: file).writeWhole(
                to: root.appendingPathComponent(name))
        } catch {
            throw .io(path: root.path, reason: error.localizedDescription)
        }
        return table
    }

    /// Forgets a table.
    public func remove(_ name: String) throws(CatalogError) {
        guard names.contains(name) else {
            throw .missing(
                path: root.appendingPathComponent(name).path,
                remedy: names.isEmpty
                    ? "No judged queries are kept; import a table of them."
                    : "Kept are \(names.joined(separator: ", ")).")
        }
        do { try FileManager.default.removeItem(at: root.appendingPathComponent(name)) } catch {
            throw .io(path: root.appendingPathComponent(name).path, reason: error.localizedDescription)
        }
    }

    private static let endings = [".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json"]

    private static func isTable(_ name: String) -> Bool {
        endings.contains { name.lowercased().hasSuffix($0) }
    }
}
