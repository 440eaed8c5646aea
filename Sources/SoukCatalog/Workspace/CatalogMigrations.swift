import GRDB

/// The catalogue's tables, built up by migrations that are never edited once released.
enum CatalogMigrations {
    /// "SOUK" in ASCII: tells our databases from others.
    static let applicationID: Int32 = 0x534F_554B

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: catalogue") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: tables)
            try db.execute(sql: views)
        }
        migrator.registerMigration("2: buyers' events") { db in try db.execute(sql: events) }
        migrator.registerMigration("3: changes") { db in try db.execute(sql: changes) }
        migrator.registerMigration("4: lifecycle") { db in
            try db.execute(sql: lifecycle)
            try StoredListing.moveLifecycleOutOfVerdicts(db)
        }
        migrator.registerMigration("counted events") { db in try db.execute(sql: countedEvents) }
        migrator.registerMigration("5: understood columns") { db in
            try db.execute(sql: "ALTER TABLE listings ADD COLUMN more_paths TEXT NOT NULL DEFAULT '[]'")
            try db.execute(sql: "ALTER TABLE imports ADD COLUMN understood TEXT")
        }
        migrator.registerMigration("5: whose claims") { db in try db.execute(sql: claims) }
        migrator.registerMigration("6: reposts") { db in
            try db.execute(sql: reposts)
            try Freshness.set(.stale, db)
        }
        migrator.registerMigration("7: same texts") { db in
            // Each listing that is put looks for one that reads the same.
            try db.execute(sql: "CREATE INDEX listings_by_title ON listings (title) WHERE usable")
        }
        migrator.registerMigration("8: rows in their order") { db in try db.execute(sql: rowsInOrder) }
        return migrator
    }

    /// `photos.listing_id` is what the tables say, so it may name a listing that nobody has:
    /// such photos are kept and carry a verdict. A NULL verdict means "not looked at yet".
    private static let tables = """
        CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE imports (
            id INTEGER PRIMARY KEY,
            listings_path TEXT NOT NULL UNIQUE, listings_sha256 TEXT NOT NULL,
            images_path TEXT, images_sha256 TEXT, photos_path TEXT,
            mapping TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('running', 'done')));

        CREATE TABLE listings (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL, description TEXT NOT NULL,
            price INTEGER, price_up_to INTEGER, currency TEXT, price_doubt TEXT,
            category TEXT, category_path TEXT NOT NULL,
            town TEXT, county TEXT, latitude REAL, longitude REAL,
            photo_names TEXT NOT NULL, attributes TEXT NOT NULL,
            rules TEXT NOT NULL, verdict TEXT NOT NULL,
            usable BOOLEAN NOT NULL GENERATED ALWAYS AS (verdict NOT LIKE 'rejected: %') STORED,
            group_id INTEGER);
        CREATE INDEX listings_by_category ON listings (category) WHERE usable;
        CREATE INDEX listings_by_group ON listings (group_id);

        CREATE TABLE raw_listings (
            listing_id TEXT PRIMARY KEY REFERENCES listings (id) ON DELETE CASCADE,
            import_id INTEGER NOT NULL REFERENCES imports (id),
            line INTEGER NOT NULL, row TEXT NOT NULL, checksum TEXT NOT NULL) WITHOUT ROWID;

        CREATE INDEX raw_listings_by_checksum ON raw_listings (checksum);

        CREATE TABLE photos (
            id TEXT PRIMARY KEY,
            listing_id TEXT, ordinal INTEGER NOT NULL, name TEXT NOT NULL,
            file TEXT, file_size INTEGER, file_time INTEGER,
            sha256 TEXT, width INTEGER, height INTEGER, perceptual_hash INTEGER,
            frame_x REAL, frame_y REAL, frame_width REAL, frame_height REAL,
            verdict TEXT,
            usable BOOLEAN NOT NULL
                GENERATED ALWAYS AS (verdict IS NOT NULL AND verdict NOT LIKE 'rejected: %') STORED);
        CREATE INDEX photos_by_listing ON photos (listing_id, ordinal);
        CREATE INDEX photos_by_content ON photos (sha256);

        CREATE TABLE split_assignments (
            kind TEXT NOT NULL CHECK (kind IN ('listing', 'photo')), seed INTEGER NOT NULL,
            item TEXT NOT NULL, part TEXT NOT NULL CHECK (part IN ('train', 'validation', 'test')),
            moved_from TEXT,
            PRIMARY KEY (kind, seed, item)) WITHOUT ROWID;

        CREATE TABLE events (
            id INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL,
            listing_id TEXT, details TEXT NOT NULL DEFAULT '{}');
        """

    /// The first `events` table had no buyer and was never written. Listings may come and go under events:
    /// their ids are no references.
    private static let events = """
        DROP TABLE events;

        CREATE TABLE buyer_events (
            id INTEGER PRIMARY KEY, buyer TEXT NOT NULL, listing_id TEXT NOT NULL,
            action TEXT NOT NULL, time INTEGER NOT NULL);
        CREATE INDEX buyer_events_by_buyer ON buyer_events (buyer, time);
        CREATE INDEX buyer_events_by_time ON buyer_events (time);

        CREATE TABLE query_events (
            query TEXT NOT NULL, listing_id TEXT NOT NULL, action TEXT NOT NULL, time INTEGER NOT NULL,
            PRIMARY KEY (query, listing_id, action, time)) WITHOUT ROWID;
        """

    /// The last change of each listing that was changed by itself, not by an import, in their order; and up to
    /// which of them each generation of the index has come.
    private static let changes = """
        CREATE TABLE changes (
            listing_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
        CREATE UNIQUE INDEX changes_by_sequence ON changes (sequence);

        CREATE TABLE index_progress (
            generation TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
        """

    /// What is popular is read from counts of buyers by day, not from every event. A key tells an event that was sent
    /// twice.
    private static let countedEvents = """
        ALTER TABLE buyer_events ADD COLUMN key TEXT;
        CREATE UNIQUE INDEX buyer_events_by_key ON buyer_events (key) WHERE key IS NOT NULL;

        CREATE TABLE daily_actions (
            day INTEGER NOT NULL, listing_id TEXT NOT NULL, action TEXT NOT NULL, buyers INTEGER NOT NULL,
            PRIMARY KEY (day, listing_id, action)) WITHOUT ROWID;
        INSERT INTO daily_actions
            SELECT time / 86400 AS day, listing_id, action, count(DISTINCT buyer)
            FROM buyer_events GROUP BY day, listing_id, action;
        """

    /// `shown` is what buyers see.
    private static let lifecycle = """
        ALTER TABLE listings ADD COLUMN lifecycle TEXT NOT NULL DEFAULT 'on_sale'
            CHECK (lifecycle IN ('on_sale', 'reserved', 'sold', 'withdrawn', 'expired'));
        ALTER TABLE listings ADD COLUMN shown BOOLEAN
            GENERATED ALWAYS AS (usable AND lifecycle IN ('on_sale', 'reserved')) VIRTUAL;
        """

    /// A photo is claimed by a table or was handed in over the service. A listing that the service changed since its
    /// table was imported has the time of that change, and the checksum of the table's row, which its own row
    /// replaced. `is_missing`: an import withdrew it because its table has it no more.
    private static let claims = """
        ALTER TABLE photos ADD COLUMN origin TEXT NOT NULL DEFAULT 'table' CHECK (origin IN ('table', 'service'));
        UPDATE photos SET origin = 'service' WHERE id LIKE 'handed-in/%';

        ALTER TABLE raw_listings ADD COLUMN table_row TEXT;
        ALTER TABLE raw_listings ADD COLUMN changed_at INTEGER;
        ALTER TABLE raw_listings ADD COLUMN is_missing BOOLEAN NOT NULL DEFAULT FALSE;
        UPDATE raw_listings SET changed_at = unixepoch() WHERE import_id IN
            (SELECT id FROM imports WHERE listings_path = 'souk:handed-in');
        """

    /// `group_id` keeps splits apart and is generous; listings of one `repost_id` may be shown as one.
    private static let reposts = """
        ALTER TABLE listings ADD COLUMN repost_id INTEGER;
        ALTER TABLE listings ADD COLUMN repost_reason TEXT;
        CREATE INDEX listings_by_repost ON listings (repost_id) WHERE repost_id IS NOT NULL;
        """

    /// Rows lie in the order in which they came: by their listings' ids, which come in no order, each new row wrote
    /// another page. `entry` is never given twice. The index holds as much of a checksum as tells rows apart.
    private static let rowsInOrder = """
        CREATE TABLE ordered_rows (
            entry INTEGER PRIMARY KEY AUTOINCREMENT,
            listing_id TEXT NOT NULL UNIQUE REFERENCES listings (id) ON DELETE CASCADE,
            import_id INTEGER NOT NULL REFERENCES imports (id),
            line INTEGER NOT NULL, row TEXT NOT NULL, checksum TEXT NOT NULL,
            checksum_start TEXT NOT NULL GENERATED ALWAYS AS (substr(checksum, 1, 12)) VIRTUAL,
            table_row TEXT, changed_at INTEGER, is_missing BOOLEAN NOT NULL DEFAULT FALSE);
        INSERT INTO ordered_rows
            (listing_id, import_id, line, row, checksum, table_row, changed_at, is_missing)
            SELECT listing_id, import_id, line, row, checksum, table_row, changed_at, is_missing
            FROM raw_listings ORDER BY import_id, line;
        DROP TABLE raw_listings;
        ALTER TABLE ordered_rows RENAME TO raw_listings;
        CREATE INDEX raw_listings_by_checksum ON raw_listings (checksum_start);
        """

    private static let views = """
        CREATE VIEW categories AS
            SELECT category_path, category, count(*) AS listings FROM listings
            WHERE usable AND category IS NOT NULL GROUP BY category_path;

        CREATE VIEW rule_counts AS
            SELECT fired.value AS rule, count(*) AS listings
            FROM listings, json_each(listings.rules) AS fired GROUP BY fired.value;
        """
}

extension StoredListing {
    /// Older catalogues kept `rejected: sold` and `rejected: deleted` in the stead of what cleaning had said, which
    /// the rules that fired still tell.
    fileprivate static func moveLifecycleOutOfVerdicts(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, rules, verdict FROM listings
                WHERE verdict IN ('rejected: sold', 'rejected: deleted')
                """)
        for row in rows {
            let rules = JSONText.decode([String].self, row["rules"]) ?? []
            let repairs = rules.compactMap { CleaningRule(rawValue: $0)?.repair }
            let lifecycle: Lifecycle = row["verdict"] == "rejected: sold" ? .sold : .withdrawn
            try db.execute(
                sql: "UPDATE listings SET verdict = ?, lifecycle = ? WHERE id = ?",
                arguments: [
                    (repairs.isEmpty ? Verdict.ok : .repaired(repairs)).description, lifecycle.rawValue,
                    row["id"] as String,
                ])
        }
        // They lost their groups when they were sold.
        if !rows.isEmpty { try Freshness.set(.stale, db) }
    }
}
