import GRDB

/// The keys that one pass over a table has met, with the lines where it met them first.
///
/// A temporary table, so that tables of any size need constant memory.
struct SeenRows {
    private let table: String

    init(_ name: String, in db: Database) throws {
        table = "temp.seen_\(name)"
        try db.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS seen_\(name) (
                    key TEXT PRIMARY KEY, line INTEGER NOT NULL, parent TEXT) WITHOUT ROWID;
                CREATE INDEX IF NOT EXISTS \(table)_by_parent ON seen_\(name) (parent);
                DELETE FROM \(table);
                """)
    }

    func line(of key: String, _ db: Database) throws -> Int? {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT line FROM \(table) WHERE key = ?"), arguments: [key])
    }

    func insert(_ key: String, line: Int, parent: String? = nil, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO \(table) (key, line, parent) VALUES (?, ?, ?)")
            .execute(arguments: [key, line, parent])
    }

    /// How many keys of this parent have been met.
    func count(of parent: String, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM \(table) WHERE parent = ?"), arguments: [parent])
            ?? 0
    }
}
