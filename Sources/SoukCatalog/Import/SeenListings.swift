import GRDB

/// The listings that one pass over a table has met, by the entries of their rows.
///
/// A temporary table, so that tables of any size need constant memory.
struct SeenListings {
    init(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS seen_listings (entry INTEGER PRIMARY KEY);
                DELETE FROM temp.seen_listings;
                """)
    }

    func contains(_ row: RawListing, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM temp.seen_listings WHERE entry = ?)"),
            arguments: [row.entry]) ?? false
    }

    func insert(_ entry: Int64?, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO temp.seen_listings (entry) VALUES (?)")
            .execute(arguments: [entry])
    }
}
