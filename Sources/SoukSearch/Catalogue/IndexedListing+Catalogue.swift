import SoukCatalog

extension IndexedListing {
    /// A listing of the catalogue as the index wants it; vectors come from the model.
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
            seller: attributes[.seller], postedAt: attributes[.postedAt].flatMap(PostingTime.seconds),
            group: stored.group, vectors: vectors)
    }
}

/// Columns that the catalogue keeps as attributes and the index has a use for.
struct ListingAttributes {
    enum Field: CaseIterable {
        case condition, seller, postedAt

        /// Without case, spaces and marks, the surest first.
        var names: [String] {
            switch self {
            case .condition: ["condition", "itemcondition", "productcondition", "conditionname"]
            case .seller:
                ["seller", "sellerid", "sellername", "sellerusername", "vendor", "shop", "postedby"]
            case .postedAt:
                [
                    "postedat", "posted", "dateposted", "posteddate", "listedat", "listingdate", "createdat",
                    "created", "createtime", "datecreated", "creationdate", "publishedat", "date",
                    "timestamp",
                ]
            }
        }
    }

    private let values: [String: String]

    init(_ attributes: [String: String]) {
        let named = attributes.sorted { $0.key < $1.key }.map { name, value in
            (name.lowercased().filter(\.isLetter), value)
        }
        values = Dictionary(named) { first, _ in first }
    }

    subscript(field: Field) -> String? {
        field.names.lazy.compactMap { values[$0] }.first { !$0.isEmpty }
    }
}
