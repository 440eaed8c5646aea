import Foundation
import GRDB

/// What became of a listing that was handed in by itself.
public struct KeptListing: Sendable {
    /// As it was kept; nil when it was rejected, and nothing was kept.
    public var stored: StoredListing?
    public var verdict: Verdict
    /// Whether buyers saw no listing of this id before.
    public var isNew: Bool
}

extension Workspace {
    /// Cleans one listing by the rules of an import and keeps it beside what was handed in; replaces the listing
    /// of the same id, and puts it on sale. On return it is on disk, and among the `changes`.
    public func put(
        _ id: String, _ draft: ListingDraft, cleaner: ListingCleaner
    ) throws(CatalogError) -> KeptListing {
        let cleaned = cleaner.clean(draft, id: id)
        guard let listing = cleaned.listing else {
            return KeptListing(stored: nil, verdict: cleaned.verdict, isNew: false)
        }
        return try write { db in
            var stored = StoredListing(
                listing: listing, verdict: cleaned.verdict, rules: cleaned.rules.map(\.rawValue))
            stored.group = try Self.group(of: listing, db)
            let old = try StoredListing(id, db)
            // The photos that a table claims for it stay.
            stored.listing.photoNames = old?.listing.photoNames ?? []
            try Self.keep(stored, row: [("id", id)] + draft.fields, db)
            return KeptListing(stored: stored, verdict: stored.verdict, isNew: old?.isShown != true)
        }
    }

    /// Changes some fields of a listing that buyers see. The fields that the change names are cleaned by the rules
    /// of an import; all others stay as they are stored, byte for byte. On return it is on disk, and among the
    /// `changes`.
    ///
    /// - Returns: the listing with the verdict on what was named; nil when buyers see no listing of this id.
    public func patch(
        _ id: String, _ change: ListingChange, cleaner: ListingCleaner
    ) throws(CatalogError) -> KeptListing? {
        try write { db in
            guard let old = try StoredListing(id, db), old.isShown else { return nil }
            let cleaned = cleaner.apply(change, to: old.listing)
            guard let listing = cleaned.listing else {
                return KeptListing(stored: nil, verdict: cleaned.verdict, isNew: false)
            }
            var stored = old
            stored.listing = listing
            stored.rules += cleaned.rules.map(\.rawValue).filter { !old.rules.contains($0) }
            let repairs = old.verdict.repairs
            let all = repairs + cleaned.verdict.repairs.filter { !repairs.contains($0) }
            stored.verdict = all.isEmpty ? .ok : .repaired(all)
            stored.lifecycle = change.lifecycle ?? old.lifecycle
            if listing.title != old.listing.title || listing.description != old.listing.description {
                stored.group = try Self.group(of: listing, db)
                stored.repost = nil
            }
            let changed = change.fields
            let row = try RawListing(id: id, db)?.fields ?? []
            try Self.keep(
                stored,
                row: row.filter { field in !changed.contains { $0.name == field.name } }
                    + changed.compactMap { field in field.value.map { (field.name, $0) } }, db)
            return KeptListing(stored: stored, verdict: cleaned.verdict, isNew: false)
        }
    }

    /// Takes a listing off sale; it stays in the catalogue, and no later index holds it. A listing that is put
    /// again is on sale again.
    ///
    /// - Parameters:
    ///   - id: The listing's id.
    ///   - lifecycle: What became of it; one that buyers do not see.
    /// - Returns: Whether buyers saw it before.
    public func withdraw(_ id: String, as lifecycle: Lifecycle = .withdrawn) throws(CatalogError) -> Bool {
        try write { db in
            try db.execute(
                sql: "UPDATE listings SET lifecycle = ? WHERE id = ? AND shown",
                arguments: [lifecycle.rawValue, id])
            guard db.changesCount > 0 else { return false }
            try db.execute(
                sql: "UPDATE raw_listings SET is_missing = FALSE WHERE listing_id = ?", arguments: [id])
            try ChangeLog.append(id, db)
            return true
        }
    }

    /// Writes a listing, its group, its lifecycle and what was handed in for it, and notes the change.
    private static func keep(
        _ stored: StoredListing, row: [(name: String, value: String)], _ db: Database
    ) throws {
        let id = stored.listing.id
        try stored.save(db)
        try db.execute(
            sql: """
                UPDATE listings SET group_id = ?1, lifecycle = ?2, repost_id = ?3,
                    repost_reason = CASE WHEN ?3 IS NULL THEN NULL ELSE repost_reason END
                WHERE id = ?4
                """, arguments: [stored.group, stored.lifecycle.rawValue, stored.repost, id])
        let text = JSONText.encode(row.map { [$0.name, $0.value] })
        let known = try RawListing(id: id, db)
        let raw = RawListing(
            id: id, importID: try known?.importID ?? serviceImport(db), line: known?.line ?? 1, row: text,
            checksum: Checksum.sha256("handed in\n" + text), changedAt: Int(Date().timeIntervalSince1970),
            tableRow: known.flatMap { $0.changedAt == nil ? Checksum.sha256($0.row) : $0.tableRow })
        _ = try raw.save(with: stored, over: known, db)
        try db.execute(
            sql: "UPDATE raw_listings SET is_missing = FALSE WHERE listing_id = ? AND is_missing",
            arguments: [id])
        try ChangeLog.append(id, db)
    }

    /// The group of a listing that reads the same, or a group of its own; listings that are only nearly alike are
    /// grouped by the next import, which also finds reposts.
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
