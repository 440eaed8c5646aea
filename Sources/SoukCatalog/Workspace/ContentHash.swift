import GRDB

extension Workspace {
    /// SHA-256 over everything that the catalogue says, whatever the order in which it was written:
    /// equal for a second import of the same files, and for one that was killed and resumed.
    public func contentHash() throws(CatalogError) -> String {
        try read { db in
            var hashes: [String] = []
            for (table, columns, order) in Self.contents {
                let rows = try Row.fetchCursor(db, sql: "SELECT \(columns) FROM \(table) ORDER BY \(order)")
                while let row = try rows.next() {
                    let values = row.map { "\($0.1)" }.joined(separator: "\u{1F}")
                    hashes.append(Checksum.sha256("\(table)\u{1E}\(values)"))
                }
            }
            return Checksum.sha256(hashes.joined())
        }
    }

    /// Without row numbers, and without the times of source files, which a copy changes.
    private static let contents = [
        (
            "imports",
            "listings_path, listings_sha256, images_path, images_sha256, photos_path, mapping, state",
            "listings_path"
        ),
        ("listings", "*", "id"),
        ("raw_listings", "listing_id, line, row, checksum", "listing_id"),
        (
            "photos",
            """
            id, listing_id, ordinal, name, file, file_size, sha256, width, height, perceptual_hash,
            frame_x, frame_y, frame_width, frame_height, verdict
            """, "id"
        ),
        ("split_assignments", "*", "kind, seed, item"),
        ("settings", "*", "name"),
    ]
}
