import Foundation
import GRDB

/// The least that any ranking by words must do on top of FTS5: read the rows that hold one of the words, without
/// a score.
struct PostingLists {
    private let database: DatabaseQueue

    init(index folder: URL) throws {
        var configuration = Configuration()
        configuration.readonly = true
        database = try DatabaseQueue(
            path: folder.appending(path: "index.sqlite").path, configuration: configuration)
    }

    func rows(_ query: String) throws -> Int {
        let words = query.split(separator: " ").map { "\"\($0)\"" }.joined(separator: " OR ")
        return try database.read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT rowid FROM wordText WHERE wordText MATCH ?")
            let rows = try Int64.fetchCursor(statement, arguments: [words])
            var count = 0
            while try rows.next() != nil { count += 1 }
            return count
        }
    }
}
