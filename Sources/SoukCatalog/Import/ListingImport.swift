import Foundation
import GRDB

/// Brings the rows of a table into the catalogue, each with its verdict, a few hundred a transaction.
struct ListingImport {
    let workspace: Workspace
    let importID: Int64
    let cleaner: ListingCleaner
    let source: ImportSource
    let options: TableOptions
    let missing: MissingListings
    /// nil for who wrote last.
    let prefer: ChangedBy?
    /// Rows that workers cleaned ahead; nil where none did.
    let ahead: CleanedAhead?

    private var mapping: ColumnMapping { source.profile.mapping }

    func run(
        _ table: URL, into summary: inout ImportSummary, monitor: ImportMonitor
    ) throws(CatalogError) {
        let preparation = try RowPreparation(
            table, options, source, cleaner: cleaner, ahead: ahead, workspace: workspace)
        let written = (FileStamp(path: table.path)?.time ?? 0) / 1_000_000_000
        let seen = try workspace.write { db in try SeenListings(in: db) }
        try monitor.begin(.listings, total: preparation.totalBytes)
        let batches = OneAhead { try preparation.next() }
        while true {
            let batch: RowPreparation.Batch
            do { batch = try batches.next() } catch {
                throw CatalogError(database: error, path: workspace.database.path)
            }
            guard !batch.rows.isEmpty else { break }
            try workspace.write { db in
                for row in batch.rows {
                    try store(row, writtenAt: written, seen: seen, into: &summary, db)
                }
            }
            try monitor.advance(
                done: batch.bytesRead, of: preparation.totalBytes, items: summary.listings.read)
        }
        summary.missing = try workspace.write { db in
            try dropStaleRejects(db)
            return try MissingRows(importID: importID, mapping: mapping).apply(missing, db)
        }
    }

    private func store(
        _ row: PreparedRow, writtenAt written: Int, seen: SeenListings,
        into summary: inout ImportSummary, _ db: Database
    ) throws {
        let (record, checksum) = (row.record, row.checksum)
        var counts = summary.listings
        defer { summary.listings = counts }
        counts.read += 1
        if let known = try RawListing(checksum: checksum, db) {
            if try seen.contains(known, db) {
                counts.repeated += 1
                return
            }
            // A row that lost its id to another one may have it for itself by now.
            if !known.isSynthetic {
                counts.unchanged += 1
                try known.move(to: record.line, importID: importID, db)
                try seen.insert(known.entry, db)
                return
            }
        }
        if row.isAhead { summary.ahead.rows += 1 }
        let (stored, earlier, told) = try judge(row, seen: seen, db)
        if let known = earlier, let changed = known.changedAt {
            let tableRow = Checksum.sha256(row.row)
            var winner = ChangedBy.service
            if known.tableRow != tableRow, !stored.verdict.isRejected {
                winner = prefer ?? (written > changed ? .table : .service)
                summary.conflicts.add(known.id, wonBy: winner)
            }
            if winner == .service {
                counts.unchanged += 1
                try known.note(tableRow: tableRow, db)
                try known.move(to: record.line, importID: importID, db)
                return try seen.insert(known.entry, db)
            }
            try ChangeLog.append(known.id, db)
        }
        if stored.verdict.isRejected { counts.rejected += 1 }
        let raw = RawListing(
            id: stored.listing.id, importID: importID, line: record.line, row: row.row, checksum: checksum)
        let (change, entry) = try raw.save(with: stored, over: earlier, db)
        switch change {
        case .new: counts.new += 1
        case .updated: counts.updated += 1
        case .unchanged: counts.unchanged += 1
        }
        if let told { try follow(told, stored.listing.id, earlier, db) }
        try seen.insert(entry, db)
    }

    /// Takes the state that a table's row tells where it tells another one than before. What was sold or withdrawn
    /// here stays so, whatever the table says.
    private func follow(_ told: Lifecycle, _ id: String, _ earlier: RawListing?, _ db: Database) throws {
        var before: Lifecycle?
        if let earlier {
            guard earlier.changedAt == nil else { return }
            before = mapping.lifecycle(of: earlier.fields) ?? .onSale
            guard before != told else { return }
        }
        try db.cachedStatement(
            sql:
                "UPDATE listings SET lifecycle = ?1 WHERE id = ?2 AND (?3 IS NULL OR shown OR lifecycle = ?3)"
        ).execute(arguments: [told.rawValue, id, before?.rawValue])
        // An index that serves lets go of what was sold, before the next one is built.
        if before != nil, db.changesCount > 0 { try ChangeLog.append(id, db) }
    }

    /// The cleaned listing, a rejected one under its own id when that is free; the row that this id has in the
    /// catalogue; and what the table says of the listing's state.
    private func judge(
        _ row: PreparedRow, seen: SeenListings, _ db: Database
    ) throws -> (StoredListing, earlier: RawListing?, Lifecycle?) {
        let record = row.record
        let cleaned =
            row.cleaned
            ?? cleaner.clean(record.restored, mapping: mapping, forms: source.profile.forms)
        var stored = StoredListing(
            listing: cleaned.listing ?? rejectedListing(record), verdict: cleaned.verdict,
            rules: cleaned.rules.map(\.rawValue))
        let id = stored.listing.id
        if id.isEmpty {
            stored.listing.id = RawListing.syntheticID(row.checksum)
        } else if let refusal = ListingID.refusal(of: id) {
            stored.listing.id = RawListing.syntheticID(row.checksum)
            stored.verdict = .rejected("line \(record.line): \(refusal)")
        } else {
            let earlier = try RawListing(id: id, db)
            guard let earlier, try seen.contains(earlier, db) else {
                return (stored, earlier, cleaned.lifecycle)
            }
            stored.listing.id = RawListing.syntheticID(row.checksum)
            let hint = IDShapes.isLost(id) ? ": a spreadsheet cut the digits of a long number off" : ""
            stored.verdict = .rejected(
                "duplicate id \"\(id)\", first seen at line \(earlier.line)\(hint)")
        }
        return (stored, try RawListing(id: stored.listing.id, db), cleaned.lifecycle)
    }

    private func rejectedListing(_ record: TableRecord) -> Listing {
        let id = mapping.id.flatMap { record[$0] }?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return Listing(id: id.hasPrefix(RawListing.syntheticPrefix) ? "" : id, title: "")
    }

    /// Rejected rows under made-up ids that the table no longer has are of no use to anyone.
    private func dropStaleRejects(_ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM listings WHERE id IN
                    (SELECT listing_id FROM raw_listings WHERE \(MissingRows.absent)
                        AND listing_id LIKE '\(RawListing.syntheticPrefix)%')
                """, arguments: [importID])
    }
}
