import GRDB

@testable import SoukEmbeddedSearch
@testable import SoukSearch

/// A small table of words in memory.
struct Shop {
    let database: DatabaseQueue
    let index: WordIndex

    init(_ documents: [WordDocument] = [], scoring: WordScoring = .standard) throws {
        index = WordIndex(scoring: scoring)
        database = try DatabaseQueue()
        try database.write { try WordIndexSchema.create(in: $0) }
        for (row, document) in documents.enumerated() { try insert(document, Int64(row + 1)) }
    }

    init(titles: [String], scoring: WordScoring = .standard) throws {
        try self.init(titles.map { WordDocument(title: $0) }, scoring: scoring)
    }

    func insert(_ document: WordDocument, _ row: Int64) throws {
        try database.write { try index.insert(document, rowID: row, in: $0) }
    }

    func remove(_ row: Int64) throws {
        try database.write { try index.remove(rowID: row, in: $0) }
    }

    func search(_ query: WordQuery, allowed: RowSet? = nil, limit: Int = 50) throws -> [WordHit] {
        try database.read { try index.search(query, in: $0, allowed: allowed, limit: limit) }
    }

    func rowSet(_ text: String) throws -> Set<Int64> { try Set(rows(text)) }

    func rows(_ text: String) throws -> [Int64] { try search(WordQuery(text)).map(\.rowID) }

    func rows(holding text: String) throws -> [Int64] {
        try database.read { try index.rows(holding: text, in: $0) }
    }

    func number(_ sql: String) throws -> Int? {
        try database.read { try Int.fetchOne($0, sql: sql) }
    }
}
