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
            let matching =
                filter.isEmpty
                ? nil
                : try matching.rows(
                    filter, version: Settings.version(db), words: wordIndex(db), rates: rates(db), db)
            let (rows, next) = try page(
                of: WalkedListings(filter: filter, order: order), after: cursor, limit: limit,
                among: matching, db)
            return ScanPage(listings: try listings(rows, fields, db), next: next)
        }
    }

    /// The rows of a page, and the cursor of the next one.
    ///
    /// - Parameter rows: only these; nil for all.
    func page(
        of walked: WalkedListings, after cursor: String?, limit: Int, among rows: RowSet?, _ db: Database
    ) throws -> (rows: [Int64], next: String?) {
        let position = try cursor.map { (text) throws(RetrievalError) in
            try cursors.open(text, as: ScanPosition.self)
        }
        let digest = try walked.digest
        if let position, position.walked != digest {
            throw RetrievalError.cursor(reason: "it belongs to another filter, order or query")
        }
        let found: [PlacedRow]
        if rows == nil, walked.order == .id {
            found = try DocumentStore(db: db).rows(after: position?.id, limit: limit + 1)
        } else {
            let order = try ColumnOrder(walked.order, walked.filter, rates(db))
            found = order.first(limit + 1, of: try wordIndex(db).snapshot, among: rows, after: position)
        }
        let page = found.prefix(limit)
        guard found.count > limit, let last = page.last else { return (page.map(\.row), nil) }
        let next = ScanPosition(walked: digest, key: last.key, id: last.id)
        return (page.map(\.row), try cursors.seal(next))
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
