import SoukCatalog
import Foundation
import GRDB
import SoukCatalog
package import SoukSearch

extension ListingIndex {
    /// The listings that match a filter, a page at a time, each once: pass the cursor of the page before.
    ///
    /// Pages go on after the last listing seen, so that additions and deletions between them neither repeat
    /// nor skip another listing.
    package func scan(
        _ filter: SearchFilter = SearchFilter(), order: ScanOrder = .id, after cursor: String? = nil,
        limit: Int = 100, fields: ListingFields = .description
    ) throws(RetrievalError) -> ScanPage {
        try ScanRequest(filter, order: order, after: cursor, limit: limit).validate(capabilities)
        return try read { db in
            let (rows, next) = try page(
                of: WalkedListings(filter: filter, order: order), after: cursor, limit: limit, db)
            let listings = try listings(rows.map(\.id), fields, db)
            return ScanPage(listings: rows.compactMap { listings[$0.id] }, next: next)
        }
    }

    /// The rows of a page, and the cursor of the next one.
    ///
    /// - Parameter rows: only these; nil for all that match.
    func page(
        of walked: WalkedListings, after cursor: String?, limit: Int, among rows: [Int64]? = nil,
        _ db: Database
    ) throws -> (rows: [(row: Int64, id: String)], next: String?) {
        let key = try walked.order.key(walked.filter)
        let position = try cursor.map { (text) throws(RetrievalError) in
            try cursors.open(text, as: ScanPosition.self)
        }
        let digest = try walked.digest
        if let position, position.walked != digest {
            throw RetrievalError.cursor(reason: "it belongs to another filter, order or query")
        }
        let clause = FilterClause(
            walked.filter, excludedRows: try wordIndex(db).rows(excludedBy: walked.filter))
        let (seek, bounds) = Self.seek(position, walked.order, key)
        let chosen = rows == nil ? "true" : "row_id IN (SELECT value FROM json_each(?))"
        let found = try Row.fetchAll(
            db,
            sql: """
                SELECT row_id, id, \(key.sql) AS key FROM documents
                WHERE \(clause.sql) AND \(chosen) AND \(seek)
                ORDER BY \(walked.order == .id ? "id" : "key, id") LIMIT ?
                """,
            arguments: StatementArguments(key.arguments) + clause.statementArguments
                + StatementArguments(rows.map { ["\($0)"] } ?? []) + bounds + [limit + 1])
        let page = found.prefix(limit)
        guard found.count > limit, let last = page.last else {
            return (page.map { (row: $0["row_id"], id: $0["id"]) }, nil)
        }
        let next = ScanPosition(walked: digest, key: last["key"], id: last["id"])
        return (page.map { (row: $0["row_id"], id: $0["id"]) }, try cursors.seal(next))
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
    package func keep(
        _ items: [KeptResult], continuation: [UInt8] = []
    ) throws(RetrievalError) -> String {
        let now = Int(Date().timeIntervalSince1970)
        do {
            return try cursors.seal(answers.keep(items, continuation: continuation, now: now))
        } catch {
            throw RetrievalError(wrapping: error, path: pool.path)
        }
    }

    /// A page of a kept answer.
    ///
    /// - Throws: `cursor` when it is not ours, was changed, is of another generation or too old.
    package func page(_ cursor: String, limit: Int) throws(RetrievalError) -> KeptPage {
        try capabilities.check(limit: limit)
        let position = try cursors.open(cursor, as: KeptAnswers.Position.self)
        let now = Int(Date().timeIntervalSince1970)
        let (items, next, continuation) = try read { db in
            let documents = DocumentStore(db: db)
            return try answers.page(position, limit: limit, now: now) { try documents.rowID(of: $0) != nil }
        }
        return KeptPage(
            items: items,
            next: try next.map { (position) throws(RetrievalError) in try cursors.seal(position) },
            continuation: continuation)
    }
}

/// What a page is cut from.
struct WalkedListings: Codable {
    var filter: SearchFilter
    var order: ScanOrder
    /// What is looked for; nil where nothing is.
    var sought: String?

    /// Tells it from others in a few bytes, however long its lists are.
    var digest: String {
        get throws {
            var rest = self
            (rest.filter.ids, rest.filter.excludedIDs) = (nil, [])
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let lists = [filter.ids?.sorted(), filter.excludedIDs.sorted()]
            return Checksum.sha256(try Array(encoder.encode(rest)) + Array(encoder.encode(lists)))
        }
    }
}

/// The last listing of a page.
struct ScanPosition: Codable {
    /// The digest of what the page was cut from.
    var walked: String
    var key: Double
    var id: String
}
