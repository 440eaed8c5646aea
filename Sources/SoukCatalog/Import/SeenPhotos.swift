import GRDB

/// The photos that one pass over a table of images has met, with the lines where it met them first.
///
/// A temporary table, so that tables of any size need constant memory.
struct SeenPhotos {
    init(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS seen_photos (
                    key TEXT PRIMARY KEY, line INTEGER NOT NULL, listing TEXT) WITHOUT ROWID;
                CREATE INDEX IF NOT EXISTS temp.seen_photos_by_listing ON seen_photos (listing);
                DELETE FROM temp.seen_photos;
                """)
    }

    func line(of key: String, _ db: Database) throws -> Int? {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT line FROM temp.seen_photos WHERE key = ?"), arguments: [key])
    }

    func insert(_ key: String, line: Int, listing: String?, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO temp.seen_photos (key, line, listing) VALUES (?, ?, ?)"
        ).execute(arguments: [key, line, listing])
    }

    /// How many photos of a listing have been met.
    func count(of listing: String, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM temp.seen_photos WHERE listing = ?"),
            arguments: [listing]) ?? 0
    }
}
