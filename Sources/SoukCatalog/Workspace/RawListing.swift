import GRDB

/// The row that a listing came from, as the table had it.
struct RawListing: Equatable {
    enum Change { case new, updated, unchanged }

    /// Its place in the order in which rows came; nil before it is stored.
    var entry: Int64?
    var id: String
    var importID: Int64
    /// Where the row starts, from 1.
    var line: Int
    /// `[[column, value], …]` as JSON.
    var row: String
    /// Of the row and of what its cleaning depends on.
    var checksum: String
    /// When the service changed the listing after its table was imported, in seconds since 1970; nil when the row is
    /// the table's.
    var changedAt: Int?
    /// SHA-256 of the table's row that the service's replaced.
    var tableRow: String?

    /// Begins the made-up ids of rows that have none of their own.
    static let syntheticPrefix = "!row-"

    static func syntheticID(_ checksum: String) -> String { syntheticPrefix + checksum.prefix(16) }

    var isSynthetic: Bool { id.hasPrefix(Self.syntheticPrefix) }

    /// The row's columns and their values.
    var fields: [(name: String, value: String)] {
        (JSONText.decode([[String]].self, row) ?? []).compactMap { pair in
            pair.count == 2 ? (name: pair[0], value: pair[1]) : nil
        }
    }

    /// Writes the listing and its row where they differ from what is there.
    ///
    /// - Parameter known: what is there.
    /// - Returns: what that changed, and the row's entry.
    func save(
        with stored: StoredListing, over known: RawListing?, _ db: Database
    ) throws -> (change: Change, entry: Int64) {
        var own = self
        own.entry = known?.entry
        if let known, let entry = known.entry, known == own { return (.unchanged, entry) }
        if known?.checksum != checksum {
            try stored.save(db)
            try Freshness.set(.stale, db)
        }
        if let known, let entry = known.entry {
            try db.cachedStatement(
                sql: """
                    UPDATE raw_listings SET import_id = ?, line = ?, row = ?, checksum = ?, changed_at = ?,
                        table_row = ? WHERE entry = ?
                    """
            ).execute(arguments: [importID, line, row, checksum, changedAt, tableRow, entry])
            return (known.checksum == checksum ? .unchanged : .updated, entry)
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO raw_listings (listing_id, import_id, line, row, checksum, changed_at, table_row)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [id, importID, line, row, checksum, changedAt, tableRow])
        return (.new, db.lastInsertedRowID)
    }

    /// The table's row is known from now on, and the service's change stands.
    func note(tableRow: String, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE raw_listings SET table_row = ? WHERE listing_id = ?")
            .execute(arguments: [tableRow, id])
    }

    /// The same row stands elsewhere now.
    func move(to line: Int, importID: Int64, _ db: Database) throws {
        guard line != self.line || importID != self.importID else { return }
        try db.cachedStatement(sql: "UPDATE raw_listings SET line = ?, import_id = ? WHERE listing_id = ?")
            .execute(arguments: [line, importID, id])
    }
}

extension RawListing {
    init?(checksum: String, _ db: Database) throws {
        try self.init(where: Self.hasChecksum, checksum, db)
    }

    init?(id: String, _ db: Database) throws {
        try self.init(where: "listing_id = ?", id, db)
    }

    /// Whether there is a row of this checksum.
    static func exists(checksum: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM raw_listings WHERE \(hasChecksum))
                    """), arguments: [checksum]) ?? false
    }

    private static let hasChecksum = "checksum_start = substr(?1, 1, 12) AND checksum = ?1"

    private init?(where condition: String, _ value: String, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "SELECT * FROM raw_listings WHERE \(condition)")
        guard let row = try Row.fetchOne(statement, arguments: [value]) else { return nil }
        self.init(
            entry: row["entry"], id: row["listing_id"], importID: row["import_id"], line: row["line"],
            row: row["row"], checksum: row["checksum"], changedAt: row["changed_at"],
            tableRow: row["table_row"])
    }
}

/// Whether price doubts, duplicate groups and splits are up to date with listings and photos.
enum Freshness: String {
    case fresh, stale

    static func set(_ value: Freshness, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO settings (name, value) VALUES ('derived', ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
                """
        ).execute(arguments: [value.rawValue])
    }

    static func get(_ db: Database) throws -> Freshness {
        try String.fetchOne(db, sql: "SELECT value FROM settings WHERE name = 'derived'")
            .flatMap(Freshness.init) ?? .stale
    }
}
