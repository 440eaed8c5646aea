/// Which columns of a table of photos hold what.
public struct ImageTableMapping: Codable, Sendable, Equatable {
    /// The photo's id; the file is `<id>.jpg` unless `file` says otherwise.
    public var photo: String?
    public var listing: String?
    /// File name or address of the photo.
    public var file: String?
    /// The seller's order, or the site's reference.
    public var order: String?
    public var time: String?

    public init(
        photo: String? = nil, listing: String? = nil, file: String? = nil, order: String? = nil,
        time: String? = nil
    ) {
        self.photo = photo
        self.listing = listing
        self.file = file
        self.order = order
        self.time = time
    }

    /// Finds the columns by their names; capitals, spaces and punctuation do not matter.
    public static func recognise(_ columns: [String]) -> ImageTableMapping {
        let names = ColumnNames(columns)
        return ImageTableMapping(
            photo: names.first(of: ["id", "image_id", "photo_id", "picture_id"]),
            listing: names.first(of: ["product_id", "listing_id", "item_id", "ad_id", "sku", "uniq_id"]),
            file: names.first(of: [
                "file", "file_name", "image_file", "image", "photo", "image_name", "path", "url", "image_url",
            ]),
            order: names.first(of: ["order", "position", "ordinal", "rank", "image_ref", "reference"]),
            time: names.first(of: ["create_time", "created", "created_at", "time", "date"]))
    }

    /// Checks that the table says which photo belongs to which listing.
    ///
    /// - Throws: `CatalogError.usage` with the columns found.
    public func check(against columns: [String]) throws(CatalogError) {
        let missing = listing == nil ? "listing" : photo == nil && file == nil ? "photo" : nil
        guard let missing else { return }
        let found = columns.filter { !$0.isEmpty }.map { "\"\($0)\"" }.joined(separator: ", ")
        throw .usage(
            reason: "no column of the images table names the \(missing); the columns are \(found)",
            remedy: "Name the columns product_id (the listing) and id or file (the photo).")
    }
}
