public import Foundation
import GRDB

extension Workspace {
    /// Imports what buyers did: a table with the columns `buyer`, `listing_id`, `action` (view, save, message,
    /// dismiss, sold) and `time` (seconds since 1970, or ISO 8601). Rows that are there already are not added
    /// again.
    ///
    /// - Throws: `table` when a column is missing. Rows that make no sense are counted and left out.
    public func importBuyerEvents(_ table: URL) throws(CatalogError) -> EventCounts {
        var reader = try TableReader(url: table)
        let columns = try BuyerEventColumns(reader.columns, table: table.path)
        return try reader.collect(columns.event, keep: addNew)
    }

    private func addNew(_ events: [BuyerEvent]) throws(CatalogError) -> Int {
        try write { db in
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO buyer_events (buyer, listing_id, action, time) SELECT :b, :l, :a, :t
                    WHERE NOT EXISTS (SELECT 1 FROM buyer_events
                        WHERE buyer = :b AND listing_id = :l AND action = :a AND time = :t)
                    """)
            return try events.reduce(0) { count, event in
                try insert.execute(arguments: [
                    "b": event.buyer, "l": event.listing, "a": event.action.rawValue, "t": event.time,
                ])
                return count + db.changesCount
            }
        }
    }
}

/// Which column of a log of buyers' doings holds what.
struct BuyerEventColumns {
    private let buyer: String
    private let listing: String
    private let action: String
    private let time: String

    init(_ columns: [String], table: String) throws(CatalogError) {
        let table = EventTable(columns: columns, path: table, expected: "buyer, listing_id, action, time")
        buyer = try table.column(["buyer", "buyerid", "user", "userid", "customer", "customerid", "visitor"])
        listing = try table.column(EventTable.listing)
        action = try table.column(EventTable.action)
        time = try table.column(EventTable.time)
    }

    /// nil for a row that makes no sense.
    func event(_ record: TableRecord) -> BuyerEvent? {
        guard !record.isRagged, let buyer = EventTable.text(record, buyer), buyer.utf8.count <= 256,
            let listing = EventTable.text(record, listing), listing.utf8.count <= 256,
            let action = EventTable.text(record, action).flatMap({ BuyerAction(rawValue: $0.lowercased()) }),
            let time = EventTable.text(record, time).flatMap(Timestamp.seconds(inTable:))
        else { return nil }
        return BuyerEvent(buyer: buyer, listing: listing, action: action, time: time)
    }
}
