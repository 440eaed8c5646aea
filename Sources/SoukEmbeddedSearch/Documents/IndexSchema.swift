import GRDB
import SoukSearch

/// The tables of one generation. A generation of another version is built anew, never migrated.
enum IndexSchema {
    static let version = 8
    /// "SKIX" in ASCII: tells our databases from others.
    static let applicationID: Int32 = 0x534B_4958

    static func create(in db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: tables)
    }

    /// Row ids are never given out twice, so that a vector of a deleted listing can never be taken for
    /// another's. What filters, orders and facets look at lies in the columns of segments, not here.
    /// `word_changes` has the rows that changed since the last of `word_segments`, the files of words, was written.
    private static let tables = """
        CREATE TABLE settings (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

        CREATE TABLE categories (
            category_id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);

        CREATE TABLE documents (
            row_id INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            category_id INTEGER NOT NULL REFERENCES categories (category_id),
            price INTEGER, currency TEXT, town TEXT, latitude REAL, longitude REAL,
            has_photo BOOLEAN NOT NULL, posted_at INTEGER, group_id INTEGER,
            content_hash TEXT, vector_fields TEXT NOT NULL,
            \(AttributeColumns.definitions));

        CREATE TABLE texts (
            row_id INTEGER PRIMARY KEY, title TEXT NOT NULL, description TEXT NOT NULL);

        CREATE TABLE word_segments (place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        CREATE TABLE word_changes (row_id INTEGER PRIMARY KEY, version INTEGER NOT NULL);
        CREATE INDEX word_changes_by_version ON word_changes (version);

        CREATE TABLE vector_journal (
            row_id INTEGER NOT NULL, field TEXT NOT NULL, vector BLOB,
            PRIMARY KEY (row_id, field)) WITHOUT ROWID;
        """
}
