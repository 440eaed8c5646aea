public import SoukCatalog

extension IndexedListing {
    /// A listing of the catalogue as the index wants it; vectors come from the model.
    ///
    /// - Parameter photos: the listing's usable photos in the seller's order.
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
        let attributes = ListingAttributes(listing.attributes)
        self.init(
            id: listing.id, title: listing.title, description: listing.description,
            categoryPath: listing.categoryPath, price: price?.amount, currency: price?.currency,
            town: listing.place?.town, latitude: listing.place?.latitude,
            longitude: listing.place?.longitude, hasPhoto: hasPhoto,
            condition: (ListingCondition(attribute: attributes[.condition])
                ?? ListingCondition(title: listing.title, description: listing.description))?.rawValue,
            seller: attributes[.seller], postedAt: attributes[.postedAt].flatMap(Timestamp.seconds(inTable:)),
            group: stored.group, vectors: vectors)
    }
}
