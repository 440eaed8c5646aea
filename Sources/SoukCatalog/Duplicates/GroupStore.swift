import GRDB

/// The duplicate groups in the database.
struct GroupStore {
    var finder = DuplicateFinder()

    /// Finds the groups anew and keeps them; 1, 2, … in the order of each group's first listing id.
    ///
    /// - Returns: how many groups there are, and the size of the largest.
    func update(_ db: Database) throws -> (count: Int, largest: Int) {
        let subjects = try DuplicateSubjects(db)
        let groups = finder.groups(subjects)
        var sizes: [Int: Int] = [:]
        for (id, group) in zip(subjects.ids, groups) {
            sizes[group, default: 0] += 1
            try db.cachedStatement(sql: "UPDATE listings SET group_id = ? WHERE id = ? AND group_id IS NOT ?")
                .execute(arguments: [group + 1, id, group + 1])
        }
        try db.execute(sql: "UPDATE listings SET group_id = NULL WHERE NOT usable AND group_id IS NOT NULL")
        return (sizes.count, sizes.values.max() ?? 0)
    }
}

extension DuplicateSubjects {
    init(_ db: Database) throws {
        var indices: [String: Int] = [:]
        let listings = try Row.fetchCursor(
            db, sql: "SELECT id, title, description, price, town FROM listings WHERE usable ORDER BY id")
        while let row = try listings.next() {
            indices[row["id"]] = ids.count
            ids.append(row["id"])
            texts.append(DuplicateText(title: row["title"], description: row["description"]))
            context.append("\(row["price"] as Int? ?? -1) \(row["town"] as String? ?? "")")
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT listing_id, sha256, perceptual_hash FROM photos
                WHERE usable AND sha256 IS NOT NULL ORDER BY id
                """)
        while let row = try rows.next() {
            guard let listing = indices[row["listing_id"]] else { continue }
            photos.append(
                Photo(
                    listing: listing, contentHash: row["sha256"],
                    perceptualHash: (row["perceptual_hash"] as Int64?).map(UInt64.init(bitPattern:))))
        }
    }
}
