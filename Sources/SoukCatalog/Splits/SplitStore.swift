import GRDB

extension Workspace {
    /// Draws the parts of a split, or completes an earlier draw with what is new, and keeps them.
    ///
    /// - Returns: how many items got a part or had to change it.
    @discardableResult
    public func makeSplit(
        _ kind: SplitKind, seed: UInt64 = SplitKind.defaultSeed
    ) throws(CatalogError) -> Int {
        try write { db in try SplitStore(kind: kind, seed: seed).update(db) }
    }
}

/// A split's rows in the database.
struct SplitStore {
    var kind: SplitKind
    var seed: UInt64

    private var key: Int64 { Int64(bitPattern: seed) }

    func update(_ db: Database) throws -> Int {
        let items = try items(db)
        var changes = 0
        for (item, part) in zip(items, SplitPlanner(seed: seed).plan(items)) where item.part != part {
            try db.cachedStatement(
                sql: """
                    INSERT INTO split_assignments (kind, seed, item, part) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET part = excluded.part, moved_from = part
                    """
            ).execute(arguments: [kind.rawValue, key, item.id, part.rawValue])
            changes += 1
        }
        return changes
    }

    /// What the split is drawn of, with the parts that are known.
    func items(_ db: Database) throws -> [SplitPlanner.Item] {
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [kind.rawValue, key])
        var items: [SplitPlanner.Item] = []
        while let row = try rows.next() {
            // Single photos are groups of their own in the photo split.
            items.append(
                .init(
                    id: row["id"], group: row["group_id"] ?? -1 - items.count,
                    category: row["category"] ?? "",
                    part: (row["part"] as String?).flatMap(SplitPart.init)))
        }
        return items
    }

    private var sql: String {
        switch kind {
        case .listing:
            """
            SELECT l.id, l.group_id, l.category, s.part FROM listings l
            LEFT JOIN split_assignments s ON s.kind = ? AND s.seed = ? AND s.item = l.id
            WHERE l.usable
            """
        case .photo:
            """
            SELECT p.id, NULL AS group_id, l.category, s.part FROM photos p
            JOIN listings l ON l.id = p.listing_id AND l.usable
            LEFT JOIN split_assignments s ON s.kind = ? AND s.seed = ? AND s.item = p.id
            WHERE p.usable
            """
        }
    }
}
