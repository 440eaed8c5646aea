import GRDB
import SoukSearch

extension RetrievalError {
    /// What SQLite or anything else said below the index, with what to do about it.
    init(wrapping error: any Error, path: String) {
        if let known = error as? RetrievalError {
            self = known
            return
        }
        guard let error = error as? DatabaseError else {
            self = .io(path: path, reason: "\(error)")
            return
        }
        let reason = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            self = .damaged(
                path: path, reason: reason,
                remedy: "Roll back to the generation before, or build a new one.")
        case .SQLITE_FULL:
            self = .database(
                path: path, reason: reason, remedy: "Free some disk space and try again.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .database(
                path: path, reason: reason, remedy: "Another program is writing; try again when it is done.")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
            self = .database(path: path, reason: reason, remedy: "Check that you may write to the folder.")
        default:
            self = .database(
                path: path, reason: reason,
                remedy: "Try again; if it stays, please report this.")
        }
    }
}
