import GRDB
import Synchronization
import SoukSearch

/// The rows that match a filter, kept while no listing changes: pages and facets of one search ask again.
final class MatchingRows: Sendable {
    /// How many filters are remembered.
    private static let capacity = 16

    private struct Kept {
        var version = -1
        var rows: [(filter: SearchFilter, rows: RowSet)] = []
    }

    private let kept = Mutex(Kept())

    /// - Parameter version: Of the transaction that `db` reads in.
    func rows(_ filter: SearchFilter, version: Int, words: WordIndex, _ db: Database) throws -> RowSet {
        let known = kept.withLock { kept in
            kept.version == version ? kept.rows.first { $0.filter == filter }?.rows : nil
        }
        if let known { return known }
        let rows = try Self.find(filter, words: words, db)
        kept.withLock { kept in
            guard kept.version <= version else { return }
            if kept.version < version { kept = Kept(version: version) }
            if kept.rows.count == Self.capacity { kept.rows.removeFirst() }
            kept.rows.append((filter, rows))
        }
        return rows
    }

    private static func find(_ filter: SearchFilter, words: WordIndex, _ db: Database) throws -> RowSet {
        let clause = FilterClause(filter, excludedRows: words.rows(excludedBy: filter))
        let cursor = try Int64.fetchCursor(
            db, sql: "SELECT row_id FROM documents WHERE \(clause.sql)", arguments: clause.statementArguments)
        var rows = RowSet()
        while let row = try cursor.next() { rows.insert(row) }
        return rows
    }
}
