import GRDB

extension Workspace {
    /// The top-level categories of usable listings, sorted: the classes of the classifiers.
    public func categories() throws(CatalogError) -> [String] {
        try read { db in
            try String.fetchAll(
                db, sql: "SELECT DISTINCT category FROM categories"
            ).sorted()
        }
    }

    /// One listing, rejected or not; nil when there is none of this id.
    public func listing(_ id: String) throws(CatalogError) -> StoredListing? {
        try read { db in try StoredListing(id, db) }
    }

    /// The listings that buyers see, sorted by id, a page at a time: pass the last id of the page before.
    public func listings(
        after id: String? = nil, limit: Int = 500, category: String? = nil
    ) throws(CatalogError) -> [StoredListing] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM listings
                    WHERE shown AND id > ? AND (? IS NULL OR category = ?) ORDER BY id LIMIT ?
                    """,
                arguments: [id ?? "", category, category, limit]
            ).map(StoredListing.init)
        }
    }

    /// Walks over all clean listings, those that were sold too, sorted by id, in constant memory.
    public func forEachListing(_ body: (StoredListing) throws -> Void) throws(CatalogError) {
        try read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM listings WHERE usable ORDER BY id")
            while let row = try rows.next() { try body(StoredListing(row)) }
        }
    }

    /// The row that a listing came from, as the table had it: column names and values.
    public func originalRow(of listingID: String) throws(CatalogError) -> (line: Int, fields: [[String]])? {
        try read { db in
            try Row.fetchOne(
                db, sql: "SELECT line, row FROM raw_listings WHERE listing_id = ?", arguments: [listingID]
            ).map { ($0["line"], JSONText.decode([[String]].self, $0["row"]) ?? []) }
        }
    }

    /// The photos of many listings, each one's in the seller's order, rejected ones too; listings without any are
    /// left out.
    package func photos(of listingIDs: [String]) throws(CatalogError) -> [ListingID: [StoredPhoto]] {
        try read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT * FROM photos WHERE listing_id IN (SELECT value FROM json_each(?))
                    ORDER BY listing_id, ordinal, id
                    """)
            var photos: [ListingID: [StoredPhoto]] = [:]
            let rows = try Row.fetchCursor(statement, arguments: [JSONText.encode(listingIDs)])
            while let row = try rows.next() {
                photos[ListingID(row["listing_id"]), default: []].append(StoredPhoto(row))
            }
            return photos
        }
    }

    /// A listing's photos in the seller's order, rejected ones too.
    public func photos(of listingID: String) throws(CatalogError) -> [StoredPhoto] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM photos WHERE listing_id = ? ORDER BY ordinal, id",
                arguments: [listingID]
            ).map(StoredPhoto.init)
        }
    }
}
