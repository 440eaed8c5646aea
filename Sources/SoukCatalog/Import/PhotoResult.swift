import GRDB

extension Verdict {
    /// With one more repair; a rejection stays as it is.
    fileprivate func noting(_ repair: String?) -> Verdict {
        guard let repair, !isRejected else { return self }
        return .repaired([repair.replacing("; ", with: ", ")] + repairs)
    }
}

/// What became of a photo's file.
struct PhotoResult {
    var task: PhotoTask
    /// nil when the file was touched but holds what it held before.
    var outcome: PhotoOutcome?
    /// Whether it was cleaned ahead.
    var isAhead = false

    /// Whether there is a new clean photo.
    var isWritten: Bool { outcome?.verdict.isRejected == false }

    func save(_ db: Database) throws {
        guard let outcome else {
            try db.cachedStatement(
                sql: "UPDATE photos SET file = ?, file_size = ?, file_time = ? WHERE id = ?"
            )
            .execute(arguments: [task.path, task.stamp.size, task.stamp.time, task.id])
            return
        }
        let frame = outcome.frame
        let verdict = outcome.verdict.noting(task.note)
        try db.cachedStatement(
            sql: """
                UPDATE photos SET file = ?, file_size = ?, file_time = ?, sha256 = ?, width = ?, height = ?,
                    perceptual_hash = ?, frame_x = ?, frame_y = ?, frame_width = ?, frame_height = ?,
                    verdict = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            task.path, task.stamp.size, task.stamp.time, outcome.contentHash, outcome.width, outcome.height,
            outcome.perceptualHash.map(Int64.init(bitPattern:)), frame?.x, frame?.y, frame?.width,
            frame?.height, verdict.description, task.id,
        ])
        try Freshness.set(.stale, db)
    }

    /// Rejects a photo without having looked at a file.
    ///
    /// - Returns: false when an earlier run had done so already.
    static func refuse(_ id: String, _ reason: String, _ db: Database) throws -> Bool {
        let verdict = Verdict.rejected(reason).description
        try db.cachedStatement(
            sql: """
                UPDATE photos SET verdict = ?, file = NULL, file_size = NULL, file_time = NULL
                WHERE id = ? AND verdict IS NOT ?
                """
        ).execute(arguments: [verdict, id, verdict])
        guard db.changesCount > 0 else { return false }
        try Freshness.set(.stale, db)
        return true
    }
}
