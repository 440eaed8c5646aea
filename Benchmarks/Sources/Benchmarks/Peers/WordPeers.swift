import Foundation
import GRDB
import SoukSearch

/// SQLite FTS5 with its own rank function over the documents of an engine.
struct FTS5Peer {
    private let database: DatabaseQueue
    private let ids: [String]

    init(_ documents: Documents) throws {
        ids = documents.ids
        database = try DatabaseQueue()
        try database.write { db in
            try db.execute(
                sql: """
                    CREATE VIRTUAL TABLE words USING fts5(title, description, categories,
                        tokenize = 'porter unicode61 remove_diacritics 2')
                    """)
            let insert = try db.cachedStatement(
                sql: "INSERT INTO words(rowid, title, description, categories) VALUES (?, ?, ?, ?)")
            for (row, fields) in documents.fields.enumerated() {
                try insert.execute(
                    arguments: [row] + StatementArguments(fields))
            }
        }
    }

    /// The best 200, the best first.
    func search(_ query: String) throws -> [String] {
        let words = query.split(separator: " ").map { "\"\($0)\"" }.joined(separator: " OR ")
        return try database.read { db in
            try Int.fetchAll(
                db,
                sql: """
                    SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 3.0, 1.0, 1.5) LIMIT 200
                    """, arguments: [words])
        }.map { ids[$0] }
    }
}

/// tantivy or bm25s over the documents of an engine.
struct WordPeer {
    private let process: PeerProcess
    private let ids: [String]
    var built: (wall: Double, processor: Double) { process.built }

    /// nil where it is not installed.
    init?(_ name: String, _ documents: Documents) async throws {
        guard
            let process = try await PeerProcess(
                "words_peer.py", [name],
                send: { peer in
                    for fields in documents.fields { try peer.send(fields.joined(separator: "\t")) }
                    try peer.send("")
                })
        else { return nil }
        (self.process, ids) = (process, documents.ids)
    }

    /// The best 200, the best first.
    func search(_ query: String, _ timings: inout Timings) throws -> [String] {
        let answer = try process.ask(query)
        timings.append(wall: answer.wall, processor: answer.processor)
        return answer.numbers.map { ids[$0] }
    }
}

/// All listings of an engine as peers take them.
struct Documents {
    private(set) var ids: [String] = []
    /// Title, description and categories, each on one line.
    private(set) var fields: [[String]] = []

    init(_ engine: any SearchEngine) async throws {
        var cursor: String?
        repeat {
            let page = try await engine.scan(ScanRequest(after: cursor, limit: 1_000))
            for listing in page.listings {
                ids.append(listing.id)
                fields.append(
                    [listing.title, listing.description, listing.categoryPath.joined(separator: " ")].map {
                        $0.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
                    })
            }
            cursor = page.next
        } while cursor != nil
    }
}
