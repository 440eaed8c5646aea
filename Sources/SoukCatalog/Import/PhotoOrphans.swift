import GRDB

/// Files of the photo folder that no table names: they belong to the listing that they are named
/// after, or they are kept as photos of nothing, with a verdict.
struct PhotoOrphans {
    let workspace: Workspace
    let files: PhotoFolderIndex

    private static let verdict = Verdict.rejected("no table names this photo").description

    func reconcile() throws(CatalogError) {
        try workspace.write { db in
            let claimed = try claimedPaths(db)
            var orphans: Set<String> = []
            for path in files.pictures where !claimed.contains(path) {
                let claim = try PhotoClaim.of(file: path) { id in
                    try Bool.fetchOne(
                        db.cachedStatement(sql: "SELECT 1 FROM listings WHERE id = ? AND usable"),
                        arguments: [id]) ?? false
                }
                if let claim {
                    _ = try claim.save(db)
                } else {
                    orphans.insert(path)
                }
            }
            try keep(orphans, db)
        }
    }

    private func claimedPaths(_ db: Database) throws -> Set<String> {
        let rows = try Row.fetchCursor(db, sql: "SELECT id, name FROM photos WHERE listing_id IS NOT NULL")
        var paths: Set<String> = []
        while let row = try rows.next() {
            if let path = files.path(ofPhoto: row["id"], named: row["name"]) { paths.insert(path) }
        }
        return paths
    }

    private func keep(_ orphans: Set<String>, _ db: Database) throws {
        let known = Set(try String.fetchAll(db, sql: "SELECT id FROM photos WHERE listing_id IS NULL"))
        for path in known.subtracting(orphans) where !path.hasPrefix(RawListing.syntheticPrefix) {
            try db.execute(sql: "DELETE FROM photos WHERE id = ? AND listing_id IS NULL", arguments: [path])
        }
        for path in orphans.subtracting(known).sorted() {
            try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO photos (id, ordinal, name, file, verdict) VALUES (?, 0, ?, ?, ?)
                    """
            ).execute(arguments: [path, path, path, Self.verdict])
        }
    }
}
