public import Foundation
import GRDB

/// How well reposts and groups of alike listings agree with what people said of pairs of listings.
public struct PairFigures: Sendable, Codable, Equatable {
    public struct Measure: Sendable, Codable, Equatable {
        /// Pairs that the catalogue puts together.
        public var found = 0
        /// Pairs that people put together.
        public var wanted = 0
        /// Pairs that both put together.
        public var right = 0

        public init() {}

        /// nil where nothing was found.
        public var precision: Double? { found == 0 ? nil : Double(right) / Double(found) }
        /// Among the labelled pairs; nil where nothing was wanted.
        public var recall: Double? { wanted == 0 ? nil : Double(right) / Double(wanted) }

        mutating func count(isFound: Bool, isWanted: Bool) {
            found += isFound ? 1 : 0
            wanted += isWanted ? 1 : 0
            right += isFound && isWanted ? 1 : 0
        }
    }

    /// Pairs whose listings are both in the catalogue.
    public var pairs = 0
    /// Pairs with a listing that is not.
    public var unknown = 0
    /// What a page folds, against pairs of the same goods.
    public var reposts = Measure()
    /// What the splits keep together, against pairs of the same goods or of related listings.
    public var related = Measure()

    public init() {}
}

extension Workspace {
    /// Compares reposts and groups with labelled pairs: a table of two listings and a verdict, one of `same` (the same
    /// goods offered twice), `related` and `different`.
    ///
    /// - Throws: `table` for a file without these columns, and for a row that is none of them.
    public func pairFigures(labels file: URL) throws(CatalogError) -> PairFigures {
        var reader = try TableReader(url: file)
        let names = ["listing", "other", "verdict"]
        guard names.allSatisfy(reader.columns.contains) else {
            throw .table(
                path: file.path, line: 1, reason: "the columns are \(reader.columns.joined(separator: ", "))",
                remedy: "Expected listing, other and verdict.")
        }
        var figures = PairFigures()
        while let row = try reader.next() {
            let cells = names.map { row[$0]?.trimmingWhitespace() ?? "" }
            guard ["same", "related", "different"].contains(cells[2]) else {
                throw .table(
                    path: file.path, line: row.line, reason: "the verdict is \"\(cells[2].prefix(60))\"",
                    remedy: "Expected same, related or different.")
            }
            let places = try read { db in try cells.prefix(2).map { try Self.place(of: $0, db) } }
            guard let one = places[0], let other = places[1] else {
                figures.unknown += 1
                continue
            }
            figures.pairs += 1
            figures.reposts.count(
                isFound: one.repost != nil && one.repost == other.repost, isWanted: cells[2] == "same")
            figures.related.count(
                isFound: one.group != nil && one.group == other.group, isWanted: cells[2] != "different")
        }
        return figures
    }

    private static func place(of id: String, _ db: Database) throws -> (group: Int?, repost: Int?)? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT group_id, repost_id FROM listings WHERE id = ? AND usable"),
            arguments: [id]
        ).map { ($0["group_id"], $0["repost_id"]) }
    }
}
