import Foundation
import GRDB
import SoukSearch

/// SQLite FTS5 with its own rank function over the documents of an engine.
struct FTS5Peer {
    private let database: DatabaseQueue

    init(_ engine: any SearchEngine) async throws {
        database = try DatabaseQueue()
        try await database.write { db in
            try db.execute(
                sql: """
                    CREATE VIRTUAL TABLE words USING fts5(title, description, categories,
                        tokenize = 'porter unicode61 remove_diacritics 2')
                    """)
        }
        try await Documents.forEach(engine) { page in
            try await database.write { db in
                let insert = try db.cachedStatement(sql: "INSERT INTO words VALUES (?, ?, ?)")
                for listing in page {
                    try insert.execute(arguments: StatementArguments(Documents.fields(listing)))
                }
            }
        }
    }

    func rows(_ query: String) async throws -> [Int64] {
        let words = query.split(separator: " ").map { "\"\($0)\"" }.joined(separator: " OR ")
        return try await database.read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 3.0, 1.0, 1.5) LIMIT 200
                    """, arguments: [words])
        }
    }
}

/// tantivy over the documents of an engine, in a process of its own; see `Benchmarks/peers`.
final class TantivyPeer {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread = Data()
    private var ids: [String] = []

    /// nil where it is not installed.
    init?(_ engine: any SearchEngine) async throws {
        let python = URL(fileURLWithPath: ".deps/peers/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else { return nil }
        process.executableURL = python
        process.arguments = ["Benchmarks/peers/tantivy_peer.py"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var ids: [String] = []
        try await Documents.forEach(engine) { page in
            for listing in page {
                ids.append(listing.id)
                try send(Documents.fields(listing).joined(separator: "\t"))
            }
        }
        self.ids = ids
        try send("")
        guard try line() == "ready" else { return nil }
    }

    deinit { process.terminate() }

    /// Milliseconds of parsing and searching for 200, and the ids of the best ten.
    func answer(_ query: String) throws -> (milliseconds: Double, ids: [String]) {
        try send(query)
        let parts = try line().split(separator: "\t", omittingEmptySubsequences: false)
        let numbers = (parts.last ?? "").split(separator: " ").compactMap { Int($0) }
        return (Double(parts.first ?? "") ?? .nan, numbers.map { ids[$0] })
    }

    private func send(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    private func line() throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread = Data(unread[(end + 1)...]) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
            unread += more
        }
    }
}

private enum Documents {
    static func forEach(_ engine: any SearchEngine, _ body: ([IndexedListing]) async throws -> Void)
        async throws
    {
        var cursor: String?
        repeat {
            let page = try await engine.scan(ScanRequest(after: cursor, limit: 1_000))
            try await body(page.listings)
            cursor = page.next
        } while cursor != nil
    }

    /// Title, description and categories, each on one line.
    static func fields(_ listing: IndexedListing) -> [String] {
        [listing.title, listing.description, listing.categoryPath.joined(separator: " ")].map {
            $0.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
        }
    }
}
