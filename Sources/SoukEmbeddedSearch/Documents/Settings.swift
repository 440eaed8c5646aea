import GRDB
import SoukSearch

/// Named values of one generation.
enum Settings {
    /// Grows by one with every change of listings: what was computed from an older one is out of date.
    static let version = "version"
    /// The version that the vector store has taken in.
    static let vectorVersion = "vector_version"
    /// The version that the files of words hold.
    static let wordVersion = "word_version"
    static let secret = "cursor_secret"
    static let schema = "schema"
    static let generation = "generation"
    static let model = "model"
    static let rates = "exchange_rates"

    static func set(_ name: String, _ value: some DatabaseValueConvertible, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO settings (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """
        ).execute(arguments: [name, value])
    }

    static func get<Value: DatabaseValueConvertible>(
        _ name: String, as type: Value.Type, _ db: Database
    ) throws -> Value? {
        let statement = try db.cachedStatement(sql: "SELECT value FROM settings WHERE name = ?")
        return try Value.fetchOne(statement, arguments: [name])
    }

    static func version(_ db: Database) throws -> Int { try get(version, as: Int.self, db) ?? 0 }

    /// One version on; returns it.
    static func advance(_ db: Database) throws -> Int {
        let next = try version(db) + 1
        try set(version, next, db)
        return next
    }
}
