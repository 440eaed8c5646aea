import Foundation
import GRDB

/// Some listings of a scan.
public struct ScanPage: Sendable, Equatable {
    /// Without vectors.
    public var listings: [IndexedListing]
    /// Where the next page begins; nil after the last.
    public var next: String?
}

extension ListingIndex {
    /// The most listings that a page or a leg hands out.
    static let largestLimit = 100_000

    /// The listings that match a filter, a page at a time, each once: pass the cursor of the page before.
    ///
    /// Pages go on after the last listing seen, so that additions and deletions between them neither repeat
    /// nor skip another listing.
    public func scan(
        _ filter: SearchFilter = SearchFilter(), order: ScanOrder = .id, after cursor: String? = nil,
        limit: Int = 100
    ) throws(RetrievalError) -> ScanPage {
        try filter.validate()
        try Self.checkLimit(limit)
        let key = try order.key(filter)
        let position = try cursor.map { (text) throws(RetrievalError) in
            try cursors.open(text, as: ScanPosition.self)
        }
        if let position, position.order != order || position.filter != filter {
            throw .cursor(reason: "it belongs to a scan with another filter or order")
        }
        let rows = try read { db in
            let clause = FilterClause(filter, excludedRows: try words.rows(excludedBy: filter, db))
            let (seek, bounds) = Self.seek(position, order, key)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT row_id, id, \(key.sql) AS key FROM documents
                    WHERE \(clause.sql) AND \(seek) ORDER BY \(order == .id ? "id" : "key, id") LIMIT ?
                    """,
                arguments: StatementArguments(key.arguments) + clause.statementArguments + bounds
                    + [limit + 1])
            return try rows.map { row in
                (document: try DocumentStore(db: db).listing(row["row_id"]), key: row["key"] as Double)
            }
        }
        let page = rows.prefix(limit)
        var next: String?
        if rows.count > limit, let last = page.last, let id = last.document?.listing.id {
            next = try cursors.seal(ScanPosition(filter: filter, order: order, key: last.key, id: id))
        }
        return ScanPage(listings: page.compactMap { $0.document?.listing }, next: next)
    }

    /// The condition that a page's listings come after a position.
    private static func seek(
        _ position: ScanPosition?, _ order: ScanOrder, _ key: (sql: String, arguments: [Double])
    ) -> (sql: String, arguments: StatementArguments) {
        guard let position else { return ("true", []) }
        guard order != .id else { return ("id > ?", [position.id]) }
        return (
            "(\(key.sql), id) > (?, ?)",
            StatementArguments(key.arguments) + [position.key, position.id]
        )
    }

    /// Keeps a ranked answer for an hour, so that its pages fit together; the cursor is of its first page.
    ///
    /// A thousand answers are kept, the newest.
    public func freeze(_ items: [FrozenItem]) throws(RetrievalError) -> String {
        let now = Int(Date().timeIntervalSince1970)
        do {
            return try cursors.seal(answers.freeze(items, now: now))
        } catch {
            throw RetrievalError(wrapping: error, path: pool.path)
        }
    }

    /// A page of a frozen answer.
    ///
    /// - Throws: `cursor` when it is not ours, was changed, is of another generation or too old.
    public func page(_ cursor: String, limit: Int) throws(RetrievalError) -> FrozenPage {
        try Self.checkLimit(limit)
        let position = try cursors.open(cursor, as: FrozenAnswers.Position.self)
        let now = Int(Date().timeIntervalSince1970)
        let (items, next) = try read { db in
            let documents = DocumentStore(db: db)
            return try answers.page(position, limit: limit, now: now) { try documents.rowID(of: $0) != nil }
        }
        return FrozenPage(
            items: items,
            next: try next.map { (position) throws(RetrievalError) in try cursors.seal(position) })
    }

    static func checkLimit(_ limit: Int) throws(RetrievalError) {
        guard (1...largestLimit).contains(limit) else {
            throw .request(
                reason: "a limit of \(limit)", remedy: "Give a limit from 1 to \(largestLimit).")
        }
    }
}

/// The last listing of a page.
struct ScanPosition: Codable {
    var filter: SearchFilter
    var order: ScanOrder
    var key: Double
    var id: String
}
