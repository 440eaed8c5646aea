import Foundation

/// Which column of an images table holds what: one row a photo.
public struct ImageTableMapping: Codable, Sendable, Equatable {
    /// The photo's own id; its file is `<id>.jpg` (or another picture type) when `file` is nil.
    public var photo: String?
    /// The id of the listing that the photo shows.
    public var listing: String
    /// The photo's file name or address.
    public var file: String?
    /// The seller's order of a listing's photos.
    public var order: String?
    public var time: String?

    public init(
        photo: String?, listing: String, file: String? = nil, order: String? = nil, time: String? = nil
    ) {
        self.photo = photo
        self.listing = listing
        self.file = file
        self.order = order
        self.time = time
    }

    private static let listingNames = [
        "productid", "listingid", "itemid", "adid", "advertid", "product", "listing", "item", "sku", "asin",
        "uniqid",
        "articleid", "offerid",
    ]
    private static let photoNames = ["id", "imageid", "photoid", "pictureid", "uuid", "image", "photo"]
    private static let fileNames = [
        "file", "filename", "imagefile", "photofile", "imagename", "path", "imagepath", "url", "imageurl",
        "photourl",
        "link", "imagelink", "src", "imagesrc", "image", "photo", "picture",
    ]
    private static let orderNames = [
        "order", "position", "rank", "sequence", "index", "imageorder", "sortorder",
    ]
    private static let timeNames = [
        "createtime", "createdat", "created", "time", "timestamp", "date", "uploadtime",
    ]

    /// Finds the columns by their names; throws naming the columns when none can be the listing's id, or
    /// neither an id nor a file name of the photo is there.
    public static func recognise(_ columns: [String], table: String) throws(CatalogError) -> ImageTableMapping
    {
        let keys = columns.map(ColumnName.key)
        func find(_ names: [String], except taken: [String?] = []) -> String? {
            for name in names {
                if let index = keys.firstIndex(of: name), !taken.contains(columns[index]) {
                    return columns[index]
                }
            }
            return nil
        }
        let listing = find(listingNames)
        let file = find(fileNames, except: [listing])
        let photo = find(photoNames, except: [listing, file])
        guard let listing, photo ?? file != nil else {
            throw .table(
                path: table, line: 1,
                reason: "cannot tell which columns hold the listing's id and the photo; its columns are "
                    + columns.prefix(50).map { "\"\($0)\"" }.joined(separator: ", "),
                remedy: "Name them so: listing_id, photo_id or file_name.")
        }
        let order = find(orderNames)
        return ImageTableMapping(
            photo: photo, listing: listing, file: file, order: order, time: find(timeNames, except: [order]))
    }
}
