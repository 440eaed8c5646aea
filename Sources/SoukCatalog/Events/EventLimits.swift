import GRDB

/// How much of what buyers did is kept.
public enum EventLimits {
    /// Events older than this, in days, count for nothing any more.
    public static let days = 180
    /// Events of one buyer; the newest stay.
    public static let ofBuyer = 2_000
    /// Events of all buyers, some 200 MB; the newest stay.
    public static let all = 2_000_000

    static func bound(buyer: String, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                DELETE FROM buyer_events WHERE id IN (SELECT id FROM buyer_events WHERE buyer = ?
                    ORDER BY time DESC, id DESC LIMIT -1 OFFSET ?)
                """
        ).execute(arguments: [buyer, ofBuyer])
    }
}

extension Workspace {
    /// Drops events that are too old, and the oldest where there are too many; some at a time, so that nobody waits
    /// long for the write.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - limit: events that may stay.
    /// - Returns: whether there is more to drop.
    public func dropOldEvents(now: Int, keeping limit: Int = EventLimits.all) throws(CatalogError) -> Bool {
        let oldest = now - EventLimits.days * 86_400
        return try write { db in
            try db.execute(sql: "DELETE FROM daily_actions WHERE day < ?", arguments: [oldest / 86_400])
            try db.execute(
                sql: """
                    DELETE FROM buyer_events WHERE id IN (
                        SELECT id FROM buyer_events WHERE time < ? ORDER BY time LIMIT 10000)
                    """, arguments: [oldest])
            let old = db.changesCount
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM buyer_events") ?? 0
            let excess = min(max(0, count - limit), 10_000)
            if excess > 0 {
                try db.execute(
                    sql: """
                        DELETE FROM buyer_events WHERE id IN (
                            SELECT id FROM buyer_events ORDER BY time LIMIT ?)
                        """, arguments: [excess])
            }
            return old == 10_000 || excess == 10_000
        }
    }
}
