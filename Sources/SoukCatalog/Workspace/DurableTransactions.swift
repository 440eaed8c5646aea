import Foundation
package import GRDB

extension DatabasePool {
    /// Puts every transaction on the disk before it returns, from now on and from the beginning.
    ///
    /// GRDB opens with `synchronous = NORMAL`, leaves that behind, and writes a first transaction by it. Where a
    /// synchronisation fails later, what was written before it may be gone with it, and whatever follows in the log.
    package func keepTransactions() throws {
        try writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
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
