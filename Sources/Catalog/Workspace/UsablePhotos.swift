import GRDB

extension Workspace {
    /// All photos that can be shown to a model, whether or not a listing or category is known, sorted by id.
    public func usablePhotos() throws(CatalogError) -> [StoredPhoto] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM photos WHERE usable ORDER BY id").map(StoredPhoto.init)
        }
    }
}
