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
        for group in groups { sizes[group, default: 0] += 1 }
        // In the order of the table: each of its pages is written once.
        let update = try db.cachedStatement(
            sql: "UPDATE listings SET group_id = ?1 WHERE rowid = ?2 AND group_id IS NOT ?1")
        for (row, group) in zip(subjects.rows, groups).sorted(by: { $0.0 < $1.0 }) {
            try update.execute(arguments: [group + 1, row])
        }
        try db.execute(sql: "UPDATE listings SET group_id = NULL WHERE NOT usable AND group_id IS NOT NULL")
        try keepReposts(subjects, db)
        return (sizes.count, sizes.values.max() ?? 0)
    }

    private func keepReposts(_ subjects: DuplicateSubjects, _ db: Database) throws {
        let members = RepostFinder(subjects, photoDistance: finder.photoDistance).members()
        var before = Set(
            try Int64.fetchAll(db, sql: "SELECT rowid FROM listings WHERE repost_id IS NOT NULL"))
        for (row, member) in zip(subjects.rows, members) {
            guard let member else { continue }
            before.remove(row)
            try db.cachedStatement(
                sql: """
                    UPDATE listings SET repost_id = ?1, repost_reason = ?2
                    WHERE rowid = ?3 AND (repost_id IS NOT ?1 OR repost_reason IS NOT ?2)
                    """
            ).execute(arguments: [member.group, member.reason.rawValue, row])
        }
        for row in before {
            try db.cachedStatement(
                sql: "UPDATE listings SET repost_id = NULL, repost_reason = NULL WHERE rowid = ?"
            ).execute(arguments: [row])
        }
    }
}

extension DuplicateSubjects {
    init(_ db: Database) throws {
        struct Found {
            var row: Int64
            var id: String
            var text: DuplicateText
            var context: String
            var price: Price?
            var seller: String?
        }
        var found: [Found] = []
        // In the order of the table, which is read once so; by ids, each row would be looked up.
        let listings = try Row.fetchCursor(
            db,
            sql: """
                SELECT rowid, id, title, description, price, currency, town, attributes
                FROM listings WHERE usable ORDER BY rowid
                """)
        while let row = try listings.next() {
            found.append(
                Found(
                    row: row["rowid"], id: row["id"],
                    text: DuplicateText(title: row["title"], description: row["description"]),
                    context: "\(row["price"] as Int? ?? -1) \(row["town"] as String? ?? "")",
                    price: (row["price"] as Int?).map { Price(amount: $0, currency: row["currency"]) },
                    seller: ListingAttributes(JSONText.pairs(row["attributes"] as String))[.seller]))
        }
        found.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        (rows, ids, texts) = (found.map(\.row), found.map(\.id), found.map(\.text))
        (context, prices, sellers) = (found.map(\.context), found.map(\.price), found.map(\.seller))
        found = []
        var indices: [ListingID: Int] = [:]
        for (index, id) in ids.enumerated() { indices[ListingID(id)] = index }
        let pictures = try Row.fetchCursor(
            db,
            sql: """
                SELECT listing_id, sha256, perceptual_hash FROM photos
                WHERE usable AND sha256 IS NOT NULL ORDER BY id
                """)
        while let row = try pictures.next() {
            guard let listing = indices[ListingID(row["listing_id"])] else { continue }
            photos.append(
                Photo(
                    listing: listing, contentHash: row["sha256"],
                    perceptualHash: (row["perceptual_hash"] as Int64?).map(UInt64.init(bitPattern:))))
        }
    }
}
