import GRDB
import SoukCatalog
import SoukSearch
import Synchronization

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
    func rows(
        _ filter: SearchFilter, version: Int, words: WordIndex, rates: ExchangeRates, _ db: Database
    ) throws -> RowSet {
        let known = kept.withLock { kept in
            kept.version == version ? kept.rows.first { $0.filter == filter }?.rows : nil
        }
        if let known { return known }
        let rows = try Self.find(filter, words: words, rates, db)
        kept.withLock { kept in
            guard kept.version <= version else { return }
            if kept.version < version { kept = Kept(version: version) }
            if kept.rows.count == Self.capacity { kept.rows.removeFirst() }
            kept.rows.append((filter, rows))
        }
        return rows
    }

    private static func find(
        _ filter: SearchFilter, words: WordIndex, _ rates: ExchangeRates, _ db: Database
    ) throws -> RowSet {
        let store = DocumentStore(db: db)
        var documents = words.snapshot.documents(
            try filter.ids.map { RowSet(try store.rowIDs(of: $0.map(\.text))) })
        let columns = ColumnFilter(filter, rates)
        for layer in documents.layers.indices {
            columns.narrow(&documents.layers[layer], words.snapshot.layers[layer].segment.columns)
        }
        var rows = words.snapshot.rows(documents)
        if !filter.excludedIDs.isEmpty {
            for row in try store.rowIDs(of: filter.excludedIDs.map(\.text)) { rows.remove(row) }
        }
        for row in words.rows(excludedBy: filter) { rows.remove(row) }
        return rows
    }
}
