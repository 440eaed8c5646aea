import Foundation
import GRDB

extension Workspace {
    /// Puts a listing on sale again that was sold, withdrawn or has expired.
    ///
    /// - Returns: whether buyers did not see it before, and do now.
    public func restore(_ id: String) throws(CatalogError) -> Bool {
        try write { db in
            try db.execute(
                sql: "UPDATE listings SET lifecycle = ? WHERE id = ? AND usable AND NOT shown",
                arguments: [Lifecycle.onSale.rawValue, id])
            guard db.changesCount > 0 else { return false }
            try db.execute(
                sql: "UPDATE raw_listings SET is_missing = FALSE WHERE listing_id = ?", arguments: [id])
            try ChangeLog.append(id, db)
            return true
        }
    }

    /// Removes a listing with its row, its photos and its places in splits; an index that follows the changes drops
    /// its words and vectors. A table that still has it brings it back at its next import.
    ///
    /// - Returns: whether there was one.
    public func erase(_ id: String) throws(CatalogError) -> Bool {
        let gone = try write { db -> [String]? in
            try db.execute(sql: "DELETE FROM raw_listings WHERE listing_id = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM listings WHERE id = ?", arguments: [id])
            guard db.changesCount > 0 else { return nil }
            let photos = try String.fetchAll(
                db, sql: "DELETE FROM photos WHERE listing_id = ? RETURNING id", arguments: [id])
            for (kind, items) in [("listing", [id]), ("photo", photos)] {
                for item in items {
                    try db.execute(
                        sql: "DELETE FROM split_assignments WHERE kind = ? AND item = ?",
                        arguments: [kind, item])
                }
            }
            try ChangeLog.append(id, db)
            try Freshness.set(.stale, db)
            return photos
        }
        guard let gone else { return false }
        for photo in gone {
            for size in PhotoSize.allCases {
                try? FileManager.default.removeItem(at: photos.url(id: photo, size: size))
            }
        }
        try emptyLog()
        return true
    }
}
