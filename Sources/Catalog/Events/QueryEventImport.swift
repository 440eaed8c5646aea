import Foundation
import GRDB

extension Workspace {
    /// Imports a search and click log: a table with the columns `query`, `listing_id`, `action` and `time`
    /// (seconds since 1970, or ISO 8601). Rows that are there already are not added again.
    ///
    /// - Throws: `table` when a column is missing. Rows that make no sense are counted and left out.
    public func importQueryEvents(_ table: URL) throws(CatalogError) -> QueryEventCounts {
        var reader = try TableReader(url: table)
        let columns = try QueryEventColumns(reader.columns, table: table.path)
        var counts = QueryEventCounts()
        while true {
            var events: [QueryEvent] = []
            var rows = 0
            while rows < 1000, let record = try reader.next() {
                rows += 1
                if let event = columns.event(record) { events.append(event) }
            }
            guard rows > 0 else { return counts }
            counts.read += rows
            counts.rejected += rows - events.count
            counts.new += try add(events)
        }
    }

    /// Search and click events, ordered by query, a listing's events together.
    public func queryEvents() throws(CatalogError) -> [QueryEvent] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM query_events ORDER BY query, listing_id, time, action")
                .map {
                    QueryEvent(
                        query: $0["query"], listing: $0["listing_id"], action: $0["action"], time: $0["time"])
                }
        }
    }

    private func add(_ events: [QueryEvent]) throws(CatalogError) -> Int {
        try write { db in
            let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO query_events VALUES (?, ?, ?, ?)")
            return try events.reduce(0) { count, event in
                try insert.execute(arguments: [event.query, event.listing, event.action, event.time])
                return count + db.changesCount
            }
        }
    }
}

/// What came of the rows of a search and click log.
public struct QueryEventCounts: Sendable, Equatable {
    public var read = 0
    public var new = 0
    /// Rows without a query, a listing, an action, or a time that can be read.
    public var rejected = 0
}

/// Which column of a search and click log holds what.
struct QueryEventColumns {
    private let query: String
    private let listing: String
    private let action: String
    private let time: String

    init(_ columns: [String], table: String) throws(CatalogError) {
        let keys = columns.map(ColumnName.key)
        func find(_ names: [String]) throws(CatalogError) -> String {
            if let name = names.first(where: keys.contains), let place = keys.firstIndex(of: name) {
                return columns[place]
            }
            throw .table(
                path: table, line: 1,
                reason: "there is no column \"\(names[0])\" among "
                    + columns.prefix(50).map { "\"\($0)\"" }.joined(separator: ", "),
                remedy: "A search and click log has the columns query, listing_id, action, time.")
        }
        query = try find(["query", "search", "searchterm", "q"])
        listing = try find(["listingid", "listing", "productid", "itemid", "product", "item"])
        action = try find(["action", "event", "type", "kind"])
        time = try find(["time", "timestamp", "date", "createdat"])
    }

    /// nil for a row that makes no sense.
    func event(_ record: TableRecord) -> QueryEvent? {
        guard !record.isRagged, let query = text(record, query), let listing = text(record, listing),
            let action = text(record, action), let time = text(record, time).flatMap(Self.seconds)
        else { return nil }
        return QueryEvent(
            query: TidyText.line(String(query.prefix(1000))), listing: listing, action: action.lowercased(),
            time: time)
    }

    private func text(_ record: TableRecord, _ column: String) -> String? {
        let text = record[column]?.trimmingCharacters(in: .whitespacesAndNewlines)
        return text?.isEmpty == false ? text : nil
    }

    private static func seconds(_ text: String) -> Int? {
        if let number = Double(text) {
            guard number >= 0, number < 1e15 else { return nil }
            return Int(number > 1e11 ? number / 1000 : number)
        }
        let isDay = text.count == 10
        let normal = isDay ? text + "T00:00:00Z" : text.replacing(" ", with: "T")
        let zoned = normal.hasSuffix("Z") || normal.dropFirst(19).contains { "+-".contains($0) }
        let date = try? Date(zoned ? normal : normal + "Z", strategy: .iso8601)
        let precise = try? Date(
            zoned ? normal : normal + "Z", strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        )
        return (date ?? precise).map { Int($0.timeIntervalSince1970) }.flatMap { $0 >= 0 ? $0 : nil }
    }
}
