import Foundation
public import SoukCatalog

/// What a model looks at of a listing.
public struct ListingContent: Sendable, Equatable, Identifiable {
    public var id: String
    public var title: String
    public var description: String
    /// From the top level down; empty when unknown. The category head never sees it.
    public var categoryPath: [String]
    public var price: Price?
    /// Where the seller is; only the category is asked of it.
    public var place: Place?
    public var photos: [ListingPhoto]

    public init(
        id: String, title: String, description: String = "", categoryPath: [String] = [], price: Price? = nil,
        place: Place? = nil, photos: [ListingPhoto] = []
    ) {
        (self.id, self.title, self.description) = (id, title, description)
        (self.categoryPath, self.price) = (categoryPath, price)
        (self.place, self.photos) = (place, photos)
    }

    /// The price in units, where it can be believed.
    package var amount: Double? {
        guard let price, price.doubt == nil else { return nil }
        return Money(price.amount, code: price.currency).majorUnits
    }
}

extension ListingContent {
    /// A listing as the catalogue has it, with those of its photos that may be looked at.
    public init(_ listing: Listing, photos: [ListingPhoto]) {
        self.init(
            id: listing.id, title: listing.title, description: listing.description,
            categoryPath: listing.categoryPath, price: listing.price, place: listing.place, photos: photos)
    }
}
