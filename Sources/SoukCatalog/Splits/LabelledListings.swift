import GRDB

extension Workspace {
    /// The usable listings with a category in one part of the listing split, sorted by id, with or without photos.
    ///
    /// - Throws: `usage` when no split of this seed has been made.
    public func labelledListings(
        _ part: SplitPart, seed: UInt64 = SplitKind.defaultSeed
    ) throws(CatalogError) -> [StoredListing] {
        try read { db in
            try SplitStore(kind: .listing, seed: seed).requireDrawn(db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT l.* FROM listings l JOIN split_assignments s ON s.item = l.id
                    WHERE s.kind = 'listing' AND s.seed = ? AND s.part = ?
                        AND l.usable AND l.category IS NOT NULL ORDER BY l.id
                    """,
                arguments: [Int64(bitPattern: seed), part.rawValue]
            ).map(StoredListing.init)
        }
    }

    /// All usable listings with a category, sorted by id.
    public func labelledListings() throws(CatalogError) -> [StoredListing] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM listings WHERE usable AND category IS NOT NULL ORDER BY id"
            ).map(StoredListing.init)
        }
    }
}
