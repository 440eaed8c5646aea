import Foundation
package import GRDB

extension DatabasePool {
    /// Puts every transaction on the disk before it returns, from now on and from the beginning.
    ///
    /// GRDB opens with `synchronous = NORMAL`, leaves that behind, and writes a first transaction by it. Where a
    /// synchronisation fails later, what was written before it may be gone with it, and whatever follows in the log.
    ///
    /// Nor does anything come to depend on what an earlier program left in the log: a synchronisation that failed is
    /// forgotten by the system, which then shows frames that are on no disk, and the next one does not write them anew.
    /// So the log is brought into the database first, unless somebody else has it open.
    package func keepTransactions() throws {
        try writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            let patience = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 0
            try db.execute(sql: "PRAGMA busy_timeout = 0")
            do { _ = try db.checkpoint(.truncate) } catch let error as DatabaseError
                where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode)
            {}
            try db.execute(sql: "PRAGMA busy_timeout = \(patience)")
        }
        // SQLite locks the database and the shared memory, never the log, so that closing it releases no lock.
        let log = open(path + "-wal", O_RDONLY | O_CLOEXEC)
        guard log >= 0 else { return }
        defer { Foundation.close(log) }
        guard fsync(log) == 0 else {
            throw DatabaseError(
                resultCode: .SQLITE_IOERR_FSYNC, message: String(cString: strerror(errno)))
        }
    }
}
