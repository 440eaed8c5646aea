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
                WHERE import_id = ? AND usable ORDER BY id
                """, arguments: [importID])
        while let row = try rows.next() {
            let names = JSONText.decode([String].self, row["photo_names"]) ?? []
            let claims = PhotoClaim.of(listing: row["id"], names: names)
            try drop(of: row["id"], but: Set(claims.map(\.id)), db)
            for claim in claims {
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

    /// Lets go of photos that the listing's row named before and names no longer. Photos that were handed in, or are
    /// the listing's by a table of images or their own file's name, are not the row's to let go.
    private func drop(of listing: String, but claimed: Set<String>, _ db: Database) throws {
        let known = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id FROM photos
                    WHERE listing_id = ? AND origin = 'table' AND id <> name AND substr(id, 1, length(?) + 1) = ? || '/'
                    """), arguments: [listing, listing, listing])
        for id in known where !claimed.contains(id) {
            try db.cachedStatement(sql: "DELETE FROM photos WHERE id = ?").execute(arguments: [id])
            try Freshness.set(.stale, db)
        }
    }
}
