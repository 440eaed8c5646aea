import Foundation
import GRDB
import SoukSearch
import Synchronization

/// Keeps answers in a file of their own: every search writes one, and a write beside the listings would make each
/// reader forget the pages that it has in memory.
final class KeptAnswers: Sendable {
    /// How long pages can be turned, in seconds, and how many answers are kept.
    static let lifetime = 3600
    static let capacity = 1000

    struct Position: Codable, Equatable {
        var token: String
        var offset: Int
    }

    /// After so many more answers the oldest are dropped, together.
    static let dropped = 64

    private let queue: DatabaseQueue
    private let keptSinceDrop = Atomic(dropped - 1)

    /// A file that cannot be read is begun anew: answers can be asked for again. Where no file can be written, they
    /// are kept in memory.
    init(file: URL) throws {
        if let queue = (try? Self.open(file.path)) ?? Self.replace(file) {
            self.queue = queue
        } else {
            queue = try DatabaseQueue()
            try queue.write(Self.createTable)
        }
    }

    private static func replace(_ file: URL) -> DatabaseQueue? {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
        return try? open(file.path)
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "answers"
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write(createTable)
        return queue
    }

    private static func createTable(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS answers (
                    token TEXT PRIMARY KEY, made_at INTEGER NOT NULL, items BLOB NOT NULL, continuation BLOB NOT NULL);
                CREATE INDEX IF NOT EXISTS answers_by_age ON answers (made_at);
                """)
    }

    func keep(_ items: [KeptResult], continuation: [UInt8], now: Int) throws -> Position {
        let token = UUID().uuidString
        var packed = PackedBytes(capacity: items.count * 256)
        for item in items {
            packed.add(item.id)
            packed.add(item.note)
        }
        let data = Data(packed.bytes)
        try queue.write { db in
            try db.cachedStatement(
                sql: "INSERT INTO answers (token, made_at, items, continuation) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [token, now, data, Data(continuation)])
            guard keptSinceDrop.add(1, ordering: .relaxed).newValue >= Self.dropped else { return }
            keptSinceDrop.store(0, ordering: .relaxed)
            try db.cachedStatement(
                sql: """
                    DELETE FROM answers WHERE made_at < ? OR rowid IN (
                        SELECT rowid FROM answers ORDER BY rowid DESC LIMIT -1 OFFSET ?)
                    """
            ).execute(arguments: [now - Self.lifetime, Self.capacity])
        }
        return Position(token: token, offset: 0)
    }

    /// The items from a position on that are still there, and the position after them; nil at the end.
    func page(
        _ position: Position, limit: Int, now: Int, isThere: (String) throws -> Bool
    ) throws -> (items: [KeptResult], next: Position?, continuation: [UInt8]) {
        let row = try queue.read { db in
            try Row.fetchOne(
                db, sql: "SELECT items, continuation FROM answers WHERE token = ? AND made_at >= ?",
                arguments: [position.token, now - Self.lifetime])
        }
        guard let row, position.offset >= 0 else {
            throw RetrievalError.cursor(reason: "its answer is no longer kept")
        }
        let (packed, continuation): (Data, Data) = (row[0], row[1])
        var items: [KeptResult] = []
        for (offset, item) in try Self.items(Array(packed)).enumerated().dropFirst(position.offset) {
            guard try isThere(item.id) else { continue }
            if items.count == limit {
                return (items, Position(token: position.token, offset: offset), Array(continuation))
            }
            items.append(item)
        }
        return (items, nil, Array(continuation))
    }

    private static func items(_ packed: [UInt8]) throws(RetrievalError) -> [KeptResult] {
        var reader = PackedReader(packed)
        var items: [KeptResult] = []
        while !reader.isAtEnd { items.append(KeptResult(id: try reader.text(), note: try reader.list())) }
        return items
    }

    func close() throws { try queue.close() }
}
