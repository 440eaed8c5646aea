import GRDB

/// A listing that was changed by itself, and where in the order of changes.
public struct ListingMove: Sendable, Equatable {
    public var listing: String
    public var sequence: Int
}

extension Workspace {
    /// The newest change's place in the order; 0 before the first.
    public func lastChange() throws(CatalogError) -> Int { try read(ChangeLog.last) }

    /// The listings that changed after a place in the order, the earliest first.
    public func changes(after sequence: Int, limit: Int = 256) throws(CatalogError) -> [ListingMove] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM changes WHERE sequence > ? ORDER BY sequence LIMIT ?",
                arguments: [sequence, limit]
            ).map { ListingMove(listing: $0["listing_id"], sequence: $0["sequence"]) }
        }
    }

    /// How many listings changed after what a generation of the index holds.
    public func changesMissing(from generation: String) throws(CatalogError) -> Int {
        let sequence = try progress(of: generation)
        return try read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM changes WHERE sequence > ?", arguments: [sequence]) ?? 0
        }
    }

    /// Up to which change a generation of the index has come; 0 when it was never noted: taking a change a second
    /// time does no harm.
    public func progress(of generation: String) throws(CatalogError) -> Int {
        try read { db in
            try Int.fetchOne(
                db, sql: "SELECT sequence FROM index_progress WHERE generation = ?", arguments: [generation])
                ?? 0
        }
    }

    /// Notes that a generation of the index holds all changes up to a place in the order.
    public func note(progress sequence: Int, of generation: String) throws(CatalogError) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO index_progress (generation, sequence) VALUES (?, ?)
                    ON CONFLICT (generation) DO UPDATE SET sequence = max(sequence, excluded.sequence)
                    """, arguments: [generation, sequence])
        }
    }
}

enum ChangeLog {
    static func last(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT coalesce(max(sequence), 0) FROM changes") ?? 0
    }

    /// Notes a change in the transaction that makes it.
    static func append(_ listing: String, _ db: Database) throws {
        let next = try last(db) + 1
        try db.cachedStatement(
            sql: """
                INSERT INTO changes (listing_id, sequence) VALUES (?, ?)
                ON CONFLICT (listing_id) DO UPDATE SET sequence = excluded.sequence
                """
        ).execute(arguments: [listing, next])
    }
}
