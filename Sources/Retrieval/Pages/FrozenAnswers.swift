import Foundation
import GRDB

/// A ranked answer that is kept as it was, so that its pages fit together whatever is added meanwhile.
public struct FrozenItem: Sendable, Codable, Equatable {
    public var id: String
    /// Whatever the ranking wants back with the page, such as the parts of the score.
    public var note: String

    public init(id: String, note: String = "") {
        self.id = id
        self.note = note
    }
}

/// Some items of a frozen answer.
public struct FrozenPage: Sendable, Equatable {
    /// Without listings that were deleted since.
    public var items: [FrozenItem]
    /// Where the next page begins; nil after the last.
    public var next: String?
}

struct FrozenAnswers {
    /// How long pages can be turned, in seconds, and how many answers are kept.
    static let lifetime = 3600
    static let capacity = 1000

    let db: Database

    struct Position: Codable, Equatable {
        var token: String
        var offset: Int
    }

    func freeze(_ items: [FrozenItem], now: Int) throws -> Position {
        let token = UUID().uuidString
        let text = String(decoding: try JSONEncoder().encode(items), as: UTF8.self)
        try db.execute(
            sql: "INSERT INTO frozen_answers (token, made_at, ids) VALUES (?, ?, ?)",
            arguments: [token, now, text])
        try db.execute(
            sql: """
                DELETE FROM frozen_answers WHERE made_at < ? OR token IN (
                    SELECT token FROM frozen_answers ORDER BY made_at DESC, token LIMIT -1 OFFSET ?)
                """, arguments: [now - Self.lifetime, Self.capacity])
        return Position(token: token, offset: 0)
    }

    /// The living items from a position on, and the position after them; nil at the end.
    func page(_ position: Position, limit: Int, now: Int) throws -> (items: [FrozenItem], next: Position?) {
        let text = try String.fetchOne(
            db, sql: "SELECT ids FROM frozen_answers WHERE token = ? AND made_at >= ?",
            arguments: [position.token, now - Self.lifetime])
        guard let text, let all = try? JSONDecoder().decode([FrozenItem].self, from: Data(text.utf8)),
            position.offset >= 0
        else { throw RetrievalError.cursor(reason: "its answer is no longer kept") }
        let documents = DocumentStore(db: db)
        var items: [FrozenItem] = []
        for (offset, item) in all.enumerated().dropFirst(position.offset) {
            guard try documents.rowID(of: item.id) != nil else { continue }
            if items.count == limit { return (items, Position(token: position.token, offset: offset)) }
            items.append(item)
        }
        return (items, nil)
    }
}
