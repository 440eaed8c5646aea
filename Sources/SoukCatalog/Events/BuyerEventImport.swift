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
        var columns = try BuyerEventColumns(reader.columns, table: table.path)
        columns.dateOrder = try EventTable.dateOrder(table, columns.time)
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
                guard db.changesCount > 0 else { return count }
                try Self.count(event, rowID: db.lastInsertedRowID, db)
                return count + 1
            }
        }
    }
}

/// Which column of a log of buyers' doings holds what.
struct BuyerEventColumns {
    private let buyer: String
    private let listing: String
    private let action: String
    let time: String
    var dateOrder: TableDate.Order?

    init(_ columns: [String], table: String) throws(CatalogError) {
        let table = EventTable(columns: columns, path: table, expected: "buyer, listing_id, action, time")
        buyer = try table.column(["buyer", "buyerid", "user", "userid", "customer", "customerid", "visitor"])
        listing = try table.column(EventTable.listing)
        action = try table.column(EventTable.action)
        time = try table.column(EventTable.time)
    }

    /// Throws why a row makes no sense.
    func event(_ record: TableRecord) throws(EventFault) -> BuyerEvent {
        try EventTable.checkForm(record)
        let buyer = try EventTable.required(record, buyer)
        let listing = try EventTable.required(record, listing)
        let written = try EventTable.required(record, action)
        guard let action = BuyerAction(written: written) else {
            let known = BuyerAction.allCases.map(\.rawValue).joined(separator: ", ")
            throw EventFault("the action \(EventFault.shown(written)) is unknown; there are \(known)")
        }
        return BuyerEvent(
            buyer: buyer, listing: listing, action: action,
            time: try EventTable.time(record, time, order: dateOrder))
    }
}

extension BuyerAction {
    /// The action of a log's word for it: `favourite` is a save, `purchase` means sold.
    init?(written: String) {
        let key = ColumnName.key(written)
        if let action = BuyerAction(rawValue: key) ?? Self.words[key] { self = action } else { return nil }
    }

    private static let words: [String: BuyerAction] = {
        let table: [(BuyerAction, String)] = [
            (
                .view,
                "viewed viewitem viewcontent productview productviewed pageview itemview visit open click detail see"
            ),
            (
                .save,
                """
                saved favourite favourited favorite favorited fav like liked wishlist addtowishlist addedtowishlist watch \
                watched bookmark addtofavourites addtofavorites addtocart addedtocart cart basket addtobasket addtobag star
                """
            ),
            (
                .message,
                "messaged contact contacted enquiry inquiry enquire inquire ask lead call chat reply offer makeoffer"
            ),
            (
                .dismiss,
                """
                dismissed dislike disliked hide hidden notinterested skip skipped thumbsdown remove removed removefromwishlist \
                removefromcart block ignore ignored
                """
            ),
            (
                .sold,
                "buy bought purchase purchased order ordered checkout sale sell transaction conversion completedpurchase"
            ),
        ]
        return Dictionary(
            table.flatMap { action, words in
                words.split { $0 == " " || $0 == "\n" }.map { (String($0), action) }
            }, uniquingKeysWith: { first, _ in first })
    }()
}
