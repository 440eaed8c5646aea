import GRDB
import SoukSearch

/// The words leg over a table in memory: BM25 and its evidence for judged queries, without an index on disk.
package final class WordCorpus: Sendable {
    private let database: DatabaseQueue
    private let index: WordIndex
    package let count: Int

    /// A document's row id is its place in `documents`.
    package init(_ documents: [WordDocument], scoring: WordScoring = .standard) throws {
        let index = WordIndex(scoring: scoring)
        let database = try DatabaseQueue()
        try database.write { db in
            try WordIndexSchema.create(in: db)
            for (row, document) in documents.enumerated() {
                try index.insert(document, rowID: Int64(row), in: db)
            }
        }
        self.index = index
        self.database = database
        count = documents.count
    }

    /// Best first; documents that hold no word of the query are absent.
    /// - Parameters:
    ///   - rows: Only these are scored; rarity and average lengths are those of the whole table.
    ///   - scoring: Instead of the corpus's own.
    package func search(
        _ query: WordQuery, among rows: [Int]? = nil, limit: Int = .max, scoring: WordScoring? = nil
    ) throws -> [WordHit] {
        var index = index
        if let scoring { index.scoring = scoring }
        let allowed = rows.map { RowSet($0.map(Int64.init)) }
        return try database.read { db in
            try index.search(query, in: db, allowed: allowed, limit: limit)
        }
    }

    /// Where the matched words stand in a document's title.
    package func titleHighlights(_ hit: WordHit, title: String) throws -> [Range<String.Index>] {
        try database.read { try WordHighlights($0).ranges(hit, field: .title, in: title) }
    }
}
