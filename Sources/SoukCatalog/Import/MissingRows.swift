import GRDB

/// The listings of a table that its newest version has no more; `SeenListings` knows those that it has.
struct MissingRows {
    var importID: Int64
    var mapping: ColumnMapping

    static let absent = "import_id = ? AND entry NOT IN (SELECT entry FROM temp.seen_listings)"

    /// Takes them off sale where that was asked for, and puts those on sale again that an import took off and the
    /// table has once more. What was sold, or withdrawn by its seller, stays as it is.
    func apply(_ choice: MissingListings, _ db: Database) throws -> ImportSummary.Missing {
        for id in try returned(db) {
            try db.execute(
                sql: "UPDATE raw_listings SET is_missing = FALSE WHERE listing_id = ?", arguments: [id])
            let row = try RawListing(id: id, db)
            let told = row?.changedAt == nil ? row.flatMap { mapping.lifecycle(of: $0.fields) } : nil
            try db.execute(
                sql: "UPDATE listings SET lifecycle = ? WHERE id = ? AND lifecycle = ?",
                arguments: [(told ?? .onSale).rawValue, id, Lifecycle.withdrawn.rawValue])
            if db.changesCount > 0 { try ChangeLog.append(id, db) }
        }
        var missing = ImportSummary.Missing()
        let ids = try String.fetchAll(
            db,
            sql: """
                SELECT id FROM listings JOIN raw_listings ON listing_id = id
                WHERE shown AND \(Self.absent) ORDER BY id
                """, arguments: [importID])
        missing.count = ids.count
        missing.ids = Array(ids.prefix(ImportSummary.listed))
        guard choice == .withdraw else { return missing }
        missing.areWithdrawn = true
        for id in ids {
            try db.execute(
                sql: "UPDATE listings SET lifecycle = ? WHERE id = ?",
                arguments: [Lifecycle.withdrawn.rawValue, id])
            try db.execute(
                sql: "UPDATE raw_listings SET is_missing = TRUE WHERE listing_id = ?", arguments: [id])
            try ChangeLog.append(id, db)
        }
        return missing
    }

    private func returned(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT listing_id FROM raw_listings WHERE import_id = ? AND is_missing
                    AND entry IN (SELECT entry FROM temp.seen_listings)
                """, arguments: [importID])
    }
}
