import GRDB

extension Workspace {
    /// Appends what buyers did, all or nothing; events whose key is known are left out.
    ///
    /// - Parameters:
    ///   - events: in any order.
    ///   - popularity: whether they count for what is popular.
    /// - Throws: `usage` for an empty or overlong id of a buyer or a listing, or a time before 1970.
    public func record(_ events: [BuyerEvent], popularity: Bool = true) throws(CatalogError) {
        for event in events { try Self.check(event) }
        try write { db in
            for event in events {
                try db.cachedStatement(
                    sql: """
                        INSERT OR IGNORE INTO buyer_events (buyer, listing_id, action, time, key)
                        VALUES (?, ?, ?, ?, ?)
                        """
                ).execute(arguments: [
                    event.buyer, event.listing, event.action.rawValue, event.time, event.key,
                ])
                guard db.changesCount > 0, popularity else { continue }
                try Self.count(event, rowID: db.lastInsertedRowID, db)
            }
            for buyer in Set(events.map { Array($0.buyer.utf8) }) {
                try EventLimits.bound(buyer: String(decoding: buyer, as: UTF8.self), db)
            }
        }
    }

    /// A buyer who does the same with a listing again on a day is counted once.
    static func count(_ event: BuyerEvent, rowID: Int64, _ db: Database) throws {
        let day = event.time / 86_400
        let isKnown = try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM buyer_events WHERE buyer = ? AND time BETWEEN ? AND ?
                        AND listing_id = ? AND action = ? AND id <> ?)
                    """),
            arguments: [
                event.buyer, day * 86_400, day * 86_400 + 86_399, event.listing, event.action.rawValue, rowID,
            ])
        guard isKnown == false else { return }
        try db.cachedStatement(
            sql: """
                INSERT INTO daily_actions (day, listing_id, action, buyers) VALUES (?, ?, ?, 1)
                ON CONFLICT DO UPDATE SET buyers = buyers + 1
                """
        ).execute(arguments: [day, event.listing, event.action.rawValue])
    }

    /// What a buyer did, the newest first.
    public func events(
        of buyer: String, after time: Int = 0, limit: Int = 1000
    ) throws(CatalogError) -> [BuyerEvent] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM buyer_events WHERE buyer = ? AND time >= ?
                    ORDER BY time DESC, id DESC LIMIT ?
                    """,
                arguments: [buyer, time, max(0, limit)]
            ).compactMap(BuyerEvent.init)
        }
    }

    /// Everything that is known about a buyer, the oldest first, for handing it out.
    public func allEvents(of buyer: String) throws(CatalogError) -> [BuyerEvent] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM buyer_events WHERE buyer = ? ORDER BY time, id", arguments: [buyer]
            ).compactMap(BuyerEvent.init)
        }
    }

    /// Forgets a buyer; the pages that held the rows are overwritten.
    ///
    /// - Returns: how many events there were.
    @discardableResult
    public func deleteEvents(of buyer: String) throws(CatalogError) -> Int {
        let count = try write { db in
            try db.execute(sql: "DELETE FROM buyer_events WHERE buyer = ?", arguments: [buyer])
            return db.changesCount
        }
        try emptyLog()
        return count
    }

    /// How often each listing met each action on each day, for what is popular: buyers are not told apart.
    public func dailyActions(after time: Int) throws(CatalogError) -> [DailyActions] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT listing_id, action, day, buyers FROM daily_actions WHERE day >= ?
                    ORDER BY listing_id, action, day
                    """,
                arguments: [time / 86_400]
            ).compactMap { row in
                BuyerAction(rawValue: row["action"]).map {
                    DailyActions(
                        listing: row["listing_id"], action: $0, day: row["day"], buyers: row["buyers"])
                }
            }
        }
    }

    private static let longestID = 256

    private static func check(_ event: BuyerEvent) throws(CatalogError) {
        for (name, id) in [("buyer", event.buyer), ("listing", event.listing)]
        where id.isEmpty || id.utf8.count > longestID {
            throw .usage(
                reason: "the \(name)'s id of an event has \(id.utf8.count) bytes",
                remedy: "Give 1 to \(longestID) bytes.")
        }
        if let key = event.key, key.isEmpty || key.utf8.count > longestID {
            throw .usage(
                reason: "the key of an event has \(key.utf8.count) bytes",
                remedy: "Give 1 to \(longestID) bytes.")
        }
        guard Timestamp.range.contains(event.time) else {
            throw .usage(
                reason: "the time of an event is \(event.time)",
                remedy: "Give seconds since 1970, up to the end of 9999.")
        }
    }
}

/// How many buyers did something with a listing on one day.
public struct DailyActions: Sendable, Equatable {
    public var listing: String
    public var action: BuyerAction
    /// Days since 1 January 1970, UTC.
    public var day: Int
    public var buyers: Int

    public init(listing: String, action: BuyerAction, day: Int, buyers: Int) {
        self.listing = listing
        self.action = action
        self.day = day
        self.buyers = buyers
    }
}

extension BuyerEvent {
    init?(_ row: Row) {
        guard let action = BuyerAction(rawValue: row["action"]) else { return nil }
        self.init(buyer: row["buyer"], listing: row["listing_id"], action: action, time: row["time"])
    }
}
