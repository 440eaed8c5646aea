import GRDB

/// A photo with the category that a model should find in it.
public struct LabelledPhoto: Sendable, Equatable {
    public var photoID: String
    public var listingID: String
    /// The top-level category: the class.
    public var category: String
    /// From the top level down.
    public var categoryPath: [String]
    /// SHA-256 of the original file, hexadecimal.
    public var contentHash: String
    /// Where in the letterboxed square the picture is.
    public var frame: PhotoFrame
    /// The listing's duplicate group.
    public var group: Int

    public init(
        photoID: String, listingID: String, category: String, categoryPath: [String], contentHash: String,
        frame: PhotoFrame, group: Int
    ) {
        (self.photoID, self.listingID, self.category) = (photoID, listingID, category)
        (self.categoryPath, self.contentHash) = (categoryPath, contentHash)
        (self.frame, self.group) = (frame, group)
    }
}

extension Workspace {
    /// The usable photos of categorised listings in one part of a split, sorted by photo id.
    ///
    /// - Throws: `usage` when no split of this seed has been made.
    public func labelledPhotos(
        _ part: SplitPart, of split: SplitKind, seed: UInt64 = SplitKind.defaultSeed
    ) throws(CatalogError) -> [LabelledPhoto] {
        try read { db in
            try SplitStore(kind: split, seed: seed).requireDrawn(db)
            return try Row.fetchAll(
                db, sql: split.labelledPhotosSQL,
                arguments: [split.rawValue, Int64(bitPattern: seed), part.rawValue]
            ).map(LabelledPhoto.init)
        }
    }

    /// The usable photos of all categorised listings, sorted by photo id: for judging a model on
    /// another workspace.
    public func labelledPhotos() throws(CatalogError) -> [LabelledPhoto] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT p.*, l.category, l.category_path, l.group_id FROM photos p
                    JOIN listings l ON l.id = p.listing_id
                    WHERE p.usable AND l.usable AND l.category IS NOT NULL ORDER BY p.id
                    """
            ).map(LabelledPhoto.init)
        }
    }
}

extension SplitStore {
    func requireDrawn(_ db: Database) throws {
        let drawn = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM split_assignments WHERE kind = ? AND seed = ?)",
            arguments: [kind.rawValue, Int64(bitPattern: seed)])
        guard try drawn == true || items(db).isEmpty else {
            throw CatalogError.usage(
                reason: "the workspace has no \(kind.rawValue) split of seed \(seed)",
                remedy: "Run an import to its end; it draws the splits.")
        }
    }
}

extension LabelledPhoto {
    fileprivate init(_ row: Row) {
        photoID = row["id"]
        listingID = row["listing_id"]
        category = row["category"]
        categoryPath = JSONText.decode([String].self, row["category_path"]) ?? []
        contentHash = row["sha256"] ?? ""
        frame = PhotoFrame(row) ?? PhotoFrame(x: 0, y: 0, width: 1, height: 1)
        group = row["group_id"] ?? -1
    }
}

extension SplitKind {
    /// The column that the split's assignments name.
    fileprivate var labelledPhotosSQL: String {
        """
        SELECT p.*, l.category, l.category_path, l.group_id FROM split_assignments s
        JOIN photos p ON \(self == .photo ? "p.id = s.item" : "p.listing_id = s.item")
        JOIN listings l ON l.id = p.listing_id
        WHERE s.kind = ? AND s.seed = ? AND s.part = ?
            AND p.usable AND l.usable AND l.category IS NOT NULL
        ORDER BY p.id
        """
    }
}
