import GRDB

/// The photos that listings name in a column of their own table.
struct ListingPhotoNames {
    var importID: Int64

    func claim(_ db: Database) throws -> ImportSummary.RowCounts {
        var counts = ImportSummary.RowCounts()
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, photo_names FROM listings JOIN raw_listings ON listing_id = id
                WHERE import_id = ? AND usable AND photo_names <> '[]' ORDER BY id
                """, arguments: [importID])
        while let row = try rows.next() {
            let names = JSONText.decode([String].self, row["photo_names"]) ?? []
            for claim in PhotoClaim.of(listing: row["id"], names: names) {
                counts.read += 1
                if claim.refusal != nil { counts.rejected += 1 }
                switch try claim.save(db) {
                case .new: counts.new += 1
                case .updated: counts.updated += 1
                case .unchanged: counts.unchanged += 1
                }
            }
        }
        return counts
    }
}
