import GRDB

/// What became of a listing that was handed in by itself.
public struct KeptListing: Sendable {
    /// As it was kept; nil when it was rejected, and nothing was kept.
    public var stored: StoredListing?
    public var verdict: Verdict
    /// Whether there was no listing of this id on sale before.
    public var isNew: Bool
}

extension Workspace {
    /// Cleans one listing by the rules of an import and keeps it beside what was handed in; replaces the listing
    /// of the same id. On return it is on disk, and among the `changes`.
    ///
    /// - Parameter fields: columns as a table would name them (`title`, `description`, `price`, `category`, …).
    public func put(
        _ id: String, fields: [(name: String, value: String)], cleaner: ListingCleaner
    ) throws(CatalogError) -> KeptListing {
        let named = [(name: "id", value: id)] + fields.filter { $0.name != "id" }
        let record = TableRecord(number: 1, line: 1, fields: named)
        let cleaned = cleaner.clean(record, mapping: .recognise(named.map(\.name)))
        guard let listing = cleaned.listing else {
            return KeptListing(stored: nil, verdict: cleaned.verdict, isNew: false)
        }
        let row = JSONText.encode(named.map { [$0.name, $0.value] })
        return try write { db in
            let old = try Row.fetchOne(db, sql: "SELECT * FROM listings WHERE id = ?", arguments: [id])
                .map(StoredListing.init)
            var stored = StoredListing(
                listing: listing, verdict: cleaned.verdict, rules: cleaned.rules.map(\.rawValue))
            stored.group = try Self.group(of: listing, db)
            try stored.save(db)
            try db.execute(
                sql: "UPDATE listings SET group_id = ? WHERE id = ?", arguments: [stored.group, id])
            // The checksum of a table's row never equals it: an import of the same row cleans it anew.
            let raw = RawListing(
                id: id, importID: try Self.serviceImport(db), line: 1, row: row,
                checksum: Checksum.sha256("handed in\n" + row))
            _ = try raw.save(with: stored, db)
            try ChangeLog.append(id, db)
            return KeptListing(
                stored: stored, verdict: stored.verdict, isNew: old?.verdict.isRejected ?? true)
        }
    }

    /// What was handed in for a listing, or what a table's row said: column names and values.
    public func handedIn(_ id: String) throws(CatalogError) -> [(name: String, value: String)]? {
        try originalRow(of: id)?.fields.compactMap { pair in
            pair.count == 2 ? (name: pair[0], value: pair[1]) : nil
        }
    }

    /// Takes a listing off sale; it stays in the catalogue with the reason as its verdict, so that no later index
    /// holds it. A listing that is put again is on sale again.
    ///
    /// - Returns: whether it was on sale.
    public func withdraw(_ id: String, reason: String) throws(CatalogError) -> Bool {
        try write { db in
            try db.execute(
                sql: "UPDATE listings SET verdict = ?, group_id = NULL WHERE id = ? AND usable",
                arguments: [Verdict.rejected(reason).description, id])
            guard db.changesCount > 0 else { return false }
            try ChangeLog.append(id, db)
            return true
        }
    }

    /// The group of a listing that reads the same, or a group of its own; listings that are only nearly alike are
    /// grouped by the next import.
    private static func group(of listing: Listing, _ db: Database) throws -> Int {
        let same = try Int.fetchOne(
            db,
            sql: """
                SELECT group_id FROM listings
                WHERE title = ? AND description = ? AND usable AND group_id IS NOT NULL ORDER BY id LIMIT 1
                """, arguments: [listing.title, listing.description])
        if let same, !listing.description.isEmpty { return same }
        let own = try Int.fetchOne(
            db, sql: "SELECT group_id FROM listings WHERE id = ?", arguments: [listing.id])
        let isShared = try own.map { group in
            try Bool.fetchOne(
                db, sql: "SELECT count(*) > 1 FROM listings WHERE group_id = ?", arguments: [group]) ?? false
        }
        if let own, isShared == false { return own }
        return try Int.fetchOne(db, sql: "SELECT coalesce(max(group_id), 0) + 1 FROM listings") ?? 1
    }

    /// The import that listings handed in by themselves belong to.
    private static func serviceImport(_ db: Database) throws -> Int64 {
        let path = "souk:handed-in"
        try db.execute(
            sql: """
                INSERT INTO imports (listings_path, listings_sha256, mapping, state) VALUES (?, '', '{}', 'done')
                ON CONFLICT (listings_path) DO NOTHING
                """, arguments: [path])
        return try Int64.fetchOne(
            db, sql: "SELECT id FROM imports WHERE listings_path = ?", arguments: [path]) ?? 0
    }
}
