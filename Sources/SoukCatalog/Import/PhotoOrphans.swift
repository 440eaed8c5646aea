import GRDB

/// Files of the photo folder that no table names: they belong to the listing that they are named
/// after, or they are kept as photos of nothing, with a verdict.
struct PhotoOrphans {
    let workspace: Workspace
    let files: PhotoFolderIndex
    let contested: ContestedNames

    private static let verdict = Verdict.rejected("no table names this photo").description

    func reconcile() throws(CatalogError) {
        try workspace.write { db in
            let claimed = try claimedPaths(db)
            var orphans: [String] = []
            for path in files.pictures where !claimed.contains(Array(path.utf8)) {
                let claim = try PhotoClaim.of(file: path) { id in
                    try Bool.fetchOne(
                        db.cachedStatement(sql: "SELECT 1 FROM listings WHERE id = ? AND usable"),
                        arguments: [id]) ?? false
                }
                if let claim {
                    _ = try claim.save(db)
                } else {
                    orphans.append(path)
                }
            }
            try keep(orphans, db)
        }
    }

    /// As bytes: two names that Swift's strings call equal are two files.
    private func claimedPaths(_ db: Database) throws -> Set<[UInt8]> {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, name FROM photos WHERE listing_id IS NOT NULL AND origin = 'table'")
        var paths: Set<[UInt8]> = []
        while let row = try rows.next() {
            let name: String = row["name"]
            let resolution = files.resolve(
                photo: row["id"], named: name, isContested: contested.contains(name))
            switch resolution {
            case .file(let path, _): paths.insert(Array(path.utf8))
            case .none, .several, .elsewhere: break
            }
        }
        return paths
    }

    private func keep(_ orphans: [String], _ db: Database) throws {
        let found = Set(orphans.map { Array($0.utf8) })
        let known = try String.fetchAll(db, sql: "SELECT id FROM photos WHERE listing_id IS NULL")
        for path in known
        where !found.contains(Array(path.utf8)) && !path.hasPrefix(RawListing.syntheticPrefix) {
            try db.execute(sql: "DELETE FROM photos WHERE id = ? AND listing_id IS NULL", arguments: [path])
        }
        for path in orphans {
            try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO photos (id, ordinal, name, file, verdict) VALUES (?, 0, ?, ?, ?)
                    """
            ).execute(arguments: [path, path, path, Self.verdict])
        }
    }
}
