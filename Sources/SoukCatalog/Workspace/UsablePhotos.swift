public import Foundation
import GRDB

extension Workspace {
    /// All photos that can be shown to a model, whether or not a listing or category is known, sorted by id.
    public func usablePhotos() throws(CatalogError) -> [StoredPhoto] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM photos WHERE usable ORDER BY id").map(StoredPhoto.init)
        }
    }

    /// All photos that were looked at and are not usable, sorted by id.
    public func rejectedPhotos() throws(CatalogError) -> [StoredPhoto] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM photos WHERE verdict IS NOT NULL AND NOT usable ORDER BY id"
            )
            .map(StoredPhoto.init)
        }
    }

    /// The folder that the newest import took photos from; nil when it took none.
    public func photoSource() throws(CatalogError) -> URL? {
        try read { db in
            try String.fetchOne(
                db,
                sql: "SELECT photos_path FROM imports WHERE photos_path IS NOT NULL ORDER BY id DESC LIMIT 1")
        }.map { URL(fileURLWithPath: $0, isDirectory: true) }
    }
}
