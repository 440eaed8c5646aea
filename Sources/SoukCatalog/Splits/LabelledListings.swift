import GRDB

extension Workspace {
    /// The usable listings with a category in one part of the listing split, sorted by id, with or without photos.
    ///
    /// - Throws: `usage` when no split of this seed has been made.
    public func labelledListings(
        _ part: SplitPart, seed: UInt64 = SplitKind.defaultSeed
    ) throws(CatalogError) -> [StoredListing] {
        try splitListings(part, seed: seed, where: "l.usable AND l.category IS NOT NULL")
    }

    /// The listings of one part that a search may be tried with: those with a category, by which answers are graded; all
    /// where none has one.
    package func triedListings(
        _ part: SplitPart, seed: UInt64 = SplitKind.defaultSeed
    ) throws(CatalogError) -> [StoredListing] {
        let labelled = try labelledListings(part, seed: seed)
        return labelled.isEmpty ? try splitListings(part, seed: seed) : labelled
    }

    /// The usable listings in one part of the listing split, with or without a category, sorted by id.
    package func splitListings(
        _ part: SplitPart, seed: UInt64 = SplitKind.defaultSeed
    ) throws(CatalogError) -> [StoredListing] {
        try splitListings(part, seed: seed, where: "l.usable")
    }

    private func splitListings(
        _ part: SplitPart, seed: UInt64, where condition: String
    ) throws(CatalogError) -> [StoredListing] {
        try read { db in
            try SplitStore(kind: .listing, seed: seed).requireDrawn(db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT l.* FROM listings l JOIN split_assignments s ON s.item = l.id
                    WHERE s.kind = 'listing' AND s.seed = ? AND s.part = ? AND \(condition) ORDER BY l.id
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
