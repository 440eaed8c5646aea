import Foundation
import GRDB

extension Workspace {
    /// Keeps a clean photo of a listing at a place, in the stead of the photo that was there; on return it is on disk,
    /// and its listing among the `changes`. A rejected photo changes nothing.
    ///
    /// - Parameters:
    ///   - ordinal: The rank in the seller's order, from 0.
    ///   - listing: The listing's id.
    ///   - cleaned: What became of the photo file.
    /// - Throws: `missing` when the listing is not on sale.
    public func putPhoto(
        _ ordinal: Int, of listing: String, _ cleaned: CleanedPhoto
    ) throws(CatalogError) -> PhotoOutcome {
        guard let photo = cleaned.photo, let hash = cleaned.outcome.contentHash else {
            return cleaned.outcome
        }
        let id = "handed-in/\(Checksum.sha256(listing).prefix(16))-\(ordinal)-\(hash.prefix(16))"
        for size in PhotoSize.allCases {
            try photos.write(photo.bytes(size), to: photos.url(id: id, size: size))
        }
        try photos.synchronise([id])
        let outcome = cleaned.outcome
        let replaced = try write { db in
            guard
                try Bool.fetchOne(
                    db, sql: "SELECT shown FROM listings WHERE id = ?", arguments: [listing]) == true
            else {
                throw CatalogError.missing(
                    path: "listing \(listing)", remedy: "Put the listing first, then its photos.")
            }
            let old = try String.fetchAll(
                db,
                sql: """
                    DELETE FROM photos WHERE listing_id = ? AND ordinal = ? AND id <> ? AND origin = 'service'
                    RETURNING id
                    """, arguments: [listing, ordinal, id])
            try db.execute(
                sql: """
                    UPDATE photos SET verdict = ? WHERE listing_id = ? AND ordinal = ? AND origin = 'table'
                    """,
                arguments: [Verdict.rejected(PhotoClaim.replaced).description, listing, ordinal])
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO photos (id, listing_id, ordinal, name, sha256, width, height,
                        perceptual_hash, frame_x, frame_y, frame_width, frame_height, verdict, origin)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'service')
                    """,
                arguments: [
                    id, listing, ordinal, "\(ordinal)", hash, outcome.width, outcome.height,
                    outcome.perceptualHash.map(Int64.init(bitPattern:)), outcome.frame?.x, outcome.frame?.y,
                    outcome.frame?.width, outcome.frame?.height, outcome.verdict.description,
                ])
            try ChangeLog.append(listing, db)
            return old
        }
        for photo in replaced {
            for size in PhotoSize.allCases {
                try? FileManager.default.removeItem(at: photos.url(id: photo, size: size))
            }
        }
        return outcome
    }
}
