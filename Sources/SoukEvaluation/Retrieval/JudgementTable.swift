public import Foundation
public import SoukCatalog

/// What somebody thought of one listing as an answer to one query.
public struct Judgement: Sendable, Equatable {
    public var listing: String
    public var title: String
    public var description: String
    public var relevance: Double

    public init(listing: String, title: String, description: String = "", relevance: Double) {
        self.listing = listing
        self.title = title
        self.description = description
        self.relevance = relevance
    }
}

/// A query and the listings that were judged for it.
public struct JudgedQuery: Sendable, Equatable {
    public var text: String
    public var judgements: [Judgement]

    public init(text: String, judgements: [Judgement]) {
        self.text = text
        self.judgements = judgements
    }
}

/// Queries with judged listings, from a table of any form that ``TableReader`` reads.
///
/// A row that cannot be used becomes a ``Rejection`` with its line; the rest counts. Rows that judge the same
/// listing for the same query are averaged.
public struct JudgementTable: Sendable {
    /// In the order of their first rows.
    public let queries: [JudgedQuery]
    public let rejections: [Rejection]
    /// Rows that were used.
    public let rowCount: Int

    /// A row that was left out.
    public struct Rejection: Sendable, Codable, Equatable {
        public var line: Int
        public var reason: String
    }

    /// Reads the whole table.
    ///
    /// - Parameter needsTitles: false where ids do: they name listings that are known already.
    /// - Throws: `CatalogError` when there is no such table, a column is missing, or no row can be used.
    public init(url: URL, needsTitles: Bool = true) throws(CatalogError) {
        var reader = try TableReader(url: url)
        let columns = try JudgementColumns(
            recognisedIn: reader.columns, table: url.path, needsTitles: needsTitles)
        var collection = Collection()
        while let record = try reader.next() { collection.add(record, columns) }
        guard collection.rowCount > 0 else {
            throw .table(
                path: url.path, line: collection.rejections.first?.line,
                reason: "no row holds a judgement"
                    + (collection.rejections.first.map { "; the first one: \($0.reason)" } ?? ""),
                remedy: "Each row needs a query, a listing's id and title, and a number as relevance.")
        }
        queries = collection.queries
        rejections = collection.rejections
        rowCount = collection.rowCount
    }

    public init(queries: [JudgedQuery]) {
        self.queries = queries
        rejections = []
        rowCount = queries.reduce(0) { $0 + $1.judgements.count }
    }

    public var gain: GradedGain { GradedGain(judgements: queries.flatMap { $0.judgements.map(\.relevance) }) }
}

/// Rows by query and listing while the table is read.
private struct Collection {
    private(set) var queries: [JudgedQuery] = []
    private(set) var rejections: [JudgementTable.Rejection] = []
    private(set) var rowCount = 0
    private var places: [String: Int] = [:]
    private var listings: [Key: (place: Int, count: Int)] = [:]

    private struct Key: Hashable {
        var query: Int
        var listing: String
    }

    mutating func add(_ record: TableRecord, _ columns: JudgementColumns) {
        switch columns.read(record) {
        case .failure(let reason):
            rejections.append(.init(line: record.line, reason: reason.text))
        case .success(let row):
            rowCount += 1
            add(row.judgement, to: place(of: row.query))
        }
    }

    private mutating func place(of query: String) -> Int {
        if let place = places[query] { return place }
        places[query] = queries.count
        queries.append(JudgedQuery(text: query, judgements: []))
        return queries.count - 1
    }

    private mutating func add(_ judgement: Judgement, to query: Int) {
        let key = Key(query: query, listing: judgement.listing)
        guard let known = listings[key] else {
            listings[key] = (queries[query].judgements.count, 1)
            return queries[query].judgements.append(judgement)
        }
        let mean = queries[query].judgements[known.place].relevance
        queries[query].judgements[known.place].relevance +=
            (judgement.relevance - mean) / Double(known.count + 1)
        listings[key]?.count += 1
    }
}
