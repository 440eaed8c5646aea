public import Foundation
import GRDB

extension Workspace {
    /// Imports a search and click log: a table with the columns `query`, `listing_id`, `action` and `time`
    /// (seconds since 1970, or ISO 8601). Rows that are there already are not added again.
    ///
    /// - Throws: `table` when a column is missing. Rows that make no sense are counted and left out.
    public func importQueryEvents(_ table: URL) throws(CatalogError) -> EventCounts {
        var reader = try TableReader(url: table)
        var columns = try QueryEventColumns(reader.columns, table: table.path)
        columns.dateOrder = try EventTable.dateOrder(table, columns.time)
        return try reader.collect(columns.event, keep: add)
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

    /// For each listing the queries after which someone wanted it, once an event. What was only shown or skipped
    /// says nothing of a wish.
    public func wantedQueries() throws(CatalogError) -> [String: [String]] {
        Dictionary(grouping: try queryEvents().filter(\.isWish), by: \.listing).mapValues { $0.map(\.query) }
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

extension TableReader {
    /// Reads a log to its end, a thousand rows a transaction.
    ///
    /// - Parameters:
    ///   - event: throws why a row makes no sense.
    ///   - keep: says how many were new.
    mutating func collect<Event>(
        _ event: (TableRecord) throws(EventFault) -> Event, keep: ([Event]) throws(CatalogError) -> Int
    ) throws(CatalogError) -> EventCounts {
        var counts = EventCounts()
        while true {
            var events: [Event] = []
            var rows = 0
            while rows < 1000, let record = try next() {
                rows += 1
                do throws(EventFault) { events.append(try event(record)) } catch {
                    counts.rejected += 1
                    if counts.rejections.count < EventCounts.listed {
                        counts.rejections.append(.init(line: record.line, reason: error.reason))
                    }
                }
            }
            guard rows > 0 else { return counts }
            counts.read += rows
            counts.new += try keep(events)
        }
    }
}

/// Which column of a search and click log holds what.
struct QueryEventColumns {
    private let query: String
    private let listing: String
    private let action: String
    let time: String
    var dateOrder: TableDate.Order?

    init(_ columns: [String], table: String) throws(CatalogError) {
        let table = EventTable(columns: columns, path: table, expected: "query, listing_id, action, time")
        query = try table.column(["query", "search", "searchterm", "q"])
        listing = try table.column(EventTable.listing)
        action = try table.column(EventTable.action)
        time = try table.column(EventTable.time)
    }

    /// Throws why a row makes no sense.
    func event(_ record: TableRecord) throws(EventFault) -> QueryEvent {
        try EventTable.checkForm(record)
        let query = try EventTable.required(record, query, limit: .max)
        return QueryEvent(
            query: TidyText.line(String(query.prefix(1000))),
            listing: try EventTable.required(record, listing),
            action: try EventTable.required(record, action).lowercased(),
            time: try EventTable.time(record, time, order: dateOrder))
    }
}
