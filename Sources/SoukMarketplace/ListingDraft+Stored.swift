import SoukCatalog
import Foundation
import SoukSearch

extension ListingDraft {
    /// What a seller would hand in to get the listing that is kept.
    init(_ stored: StoredListing, indexed: IndexedListing) {
        let listing = stored.listing
        let town = listing.place.map {
            [$0.town, $0.county ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        }
        self.init(
            title: listing.title, description: listing.description, price: listing.price.map(Self.text),
            currency: listing.price?.currency, category: listing.categoryPath.joined(separator: " / "),
            town: town, condition: listing.attributes["condition"] ?? indexed.condition,
            seller: indexed.seller, postedAt: indexed.postedAt)
    }

    private static func text(_ price: Price) -> String {
        let digits = price.currency.flatMap(Currency.init(code:))?.digits ?? 2
        func units(_ amount: Int) -> String {
            String(format: "%.\(digits)f", Double(amount) / pow(10, Double(digits)))
        }
        return ([price.amount] + (price.upTo.map { [$0] } ?? [])).map(units).joined(separator: " - ")
    }
}
