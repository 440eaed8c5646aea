import SoukAnalysis

@testable import SoukEmbeddedSearch
import SoukSearch

/// A few documents' words in memory.
final class Shop {
    private(set) var snapshot = WordSnapshot()
    private let scoring: WordScoring

    init(_ documents: [WordDocument] = [], scoring: WordScoring = .standard) throws {
        self.scoring = scoring
        for (row, document) in documents.enumerated() { try insert(document, Int64(row + 1)) }
    }

    convenience init(titles: [String], scoring: WordScoring = .standard) throws {
        try self.init(titles.map { WordDocument(title: $0) }, scoring: scoring)
    }

    var index: WordIndex { WordIndex(snapshot: snapshot, scoring: scoring) }

    func insert(_ document: WordDocument, _ row: Int64) throws {
        try change(AnalysedDocuments([StoredDocument(document, row: row)], TextAnalyzer()), removed: [])
    }

    func remove(_ row: Int64) throws { try change(AnalysedDocuments(), removed: [row]) }

    private func change(_ documents: AnalysedDocuments, removed: [Int64]) throws {
        snapshot = snapshot.changed(
            documents, removed: removed, version: snapshot.version + 1, TextAnalyzer())
    }

    func search(_ query: WordQuery, allowed: RowSet? = nil, limit: Int = 50) throws -> [WordHit] {
        index.search(query, allowed: allowed, limit: limit)
    }

    func rowSet(_ text: String) throws -> Set<Int64> { try Set(rows(text)) }

    func rows(_ text: String) throws -> [Int64] { try search(WordQuery(text)).map(\.rowID) }

    func rows(holding text: String) throws -> [Int64] { index.rows(holding: text) }
}

extension StoredDocument {
    /// A listing of such words.
    init(_ document: WordDocument, row: Int64) {
        self.init(
            rowID: row,
            listing: IndexedListing(
                id: "\(row)", title: document.title, description: document.description,
                categoryPath: document.categories.split(separator: " ").map(String.init)), fields: [])
    }
}
