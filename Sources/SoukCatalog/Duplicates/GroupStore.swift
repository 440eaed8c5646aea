import GRDB

/// The duplicate groups and the reposts in the database.
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
        try keepReposts(subjects, db)
        return (sizes.count, sizes.values.max() ?? 0)
    }

    private func keepReposts(_ subjects: DuplicateSubjects, _ db: Database) throws {
        let members = RepostFinder(subjects, photoDistance: finder.photoDistance).members()
        for (id, member) in zip(subjects.ids, members) {
            try db.cachedStatement(
                sql: """
                    UPDATE listings SET repost_id = ?1, repost_reason = ?2
                    WHERE id = ?3 AND (repost_id IS NOT ?1 OR repost_reason IS NOT ?2)
                    """
            ).execute(arguments: [member?.group, member?.reason.rawValue, id])
        }
        try db.execute(
            sql: """
                UPDATE listings SET repost_id = NULL, repost_reason = NULL
                WHERE NOT usable AND repost_id IS NOT NULL
                """)
    }
}

extension DuplicateSubjects {
    init(_ db: Database) throws {
        var indices: [ListingID: Int] = [:]
        let listings = try Row.fetchCursor(
            db,
            sql:
                "SELECT id, title, description, price, currency, town, attributes FROM listings WHERE usable ORDER BY id"
        )
        while let row = try listings.next() {
            indices[ListingID(row["id"])] = ids.count
            ids.append(row["id"])
            texts.append(DuplicateText(title: row["title"], description: row["description"]))
            let attributes = JSONText.decode([String: String].self, row["attributes"]) ?? [:]
            sellers.append(ListingAttributes(attributes)[.seller])
            prices.append((row["price"] as Int?).map { Price(amount: $0, currency: row["currency"]) })
            context.append("\(row["price"] as Int? ?? -1) \(row["town"] as String? ?? "")")
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT listing_id, sha256, perceptual_hash FROM photos
                WHERE usable AND sha256 IS NOT NULL ORDER BY id
                """)
        while let row = try rows.next() {
            guard let listing = indices[ListingID(row["listing_id"])] else { continue }
            photos.append(
                Photo(
                    listing: listing, contentHash: row["sha256"],
                    perceptualHash: (row["perceptual_hash"] as Int64?).map(UInt64.init(bitPattern:))))
        }
    }
}
