public import SoukCatalog

extension IndexedListing {
    /// A listing of the catalogue as the index wants it; vectors come from the model.
    ///
    /// - Parameters:
    ///   - stored: The listing as the catalogue keeps it.
    ///   - photos: The listing's usable photos in the seller's order.
    ///   - vectors: Its vectors by field; empty for an index of words.
    public init(
        _ stored: StoredListing, photos: [StoredPhoto], vectors: [VectorField: [Float]] = [:]
    ) {
        self.init(stored, hasPhoto: !photos.isEmpty, vectors: vectors)
        contentHash = stored.contentHash(with: photos)
    }

    /// A listing of the catalogue whose photos are known by their presence alone.
    public init(_ stored: StoredListing, hasPhoto: Bool, vectors: [VectorField: [Float]] = [:]) {
        let listing = stored.listing
        // A price that was typed for fun is none.
        let price = listing.price.flatMap { $0.doubt == .joke ? nil : $0 }
        let columns = ListingAttributes(listing.attributes)
        var attributes: [ListingAttribute: String] = [:]
        for attribute in ListingAttribute.allCases {
            attributes[attribute] = attribute.value(of: listing, columns)
        }
        self.init(
            id: listing.id, title: listing.title, description: listing.description,
            categoryPath: listing.categoryPath, price: price?.amount, currency: price?.currency,
            town: listing.place?.town, latitude: listing.place?.latitude,
            longitude: listing.place?.longitude, hasPhoto: hasPhoto,
            attributes: attributes, postedAt: columns[.postedAt].flatMap(Timestamp.seconds(inTable:)),
            group: stored.repost, vectors: vectors)
    }
}

extension ListingAttribute {
    /// What the listing's columns say of it, or, of its condition, its texts; nil where nobody says.
    fileprivate func value(of listing: Listing, _ columns: ListingAttributes) -> String? {
        let text = columns[self].map { TidyText.line($0) } ?? ""
        switch self {
        case .condition:
            return
                (ListingCondition(attribute: text)
                ?? ListingCondition(title: listing.title, description: listing.description))?.rawValue
        case .brand where Self.noBrands.contains(key(text)): return nil
        default: return text.isEmpty ? nil : String(text.prefix(description.longest))
        }
    }

    /// What sellers choose where a form wants a brand and there is none.
    private static let noBrands: Set = [
        "none", "na", "nobrand", "unbranded", "unbrandedgeneric", "generic", "unknown", "doesnotapply",
        "notapplicable", "notspecified", "ohnemarke", "markenlos", "sansmarque", "sinmarca",
    ]
}
