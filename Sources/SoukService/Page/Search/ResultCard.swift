import SoukCatalog
import Foundation
import SoukRanking
import SoukSearch

/// A listing as a card, with the reason for its place.
struct ResultCard: Sendable, Equatable {
    var id: String
    /// The card's own name in the document, for buttons to refer to.
    var anchor: String
    var title: String
    var link: String
    var photo: String?
    var price: String
    /// Place, distance and age, as far as they are known.
    var details: [String]
    var isSaved: Bool
    var duplicates: String?
    /// The listings that it stands for, to be opened one by one.
    var alike: [AlikeLink] = []
    /// Why it is offered, on a buyer's home.
    var reason: String?
    var why: BreakdownChart?
    var likeLink: String
    /// Where to go on without it, when scripts are off.
    var withoutLink: String
}

/// A way to a listing that another one stands for.
struct AlikeLink: Sendable, Equatable {
    var number: Int
    var link: String
}

/// What cards need to know beyond their results.
struct CardContext: Sendable {
    var link = SearchLink()
    var circle: SearchFilter.Circle?
    var saved: Set<ListingID> = []
    /// Seconds since 1970.
    var now: Int
    /// The page that a form comes back to.
    var path = "/"

    func card(_ result: RankedResult, reason: String? = nil, explains: Bool = true) -> ResultCard {
        var card = card(result.listing)
        card.reason = reason
        card.why = explains ? BreakdownChart(result) : nil
        let count = result.duplicates.count
        card.duplicates = count == 0 ? nil : "and \(count) more like it, word for word or photo for photo"
        card.alike = result.duplicates.prefix(Self.mostAlike).enumerated().map { place, id in
            AlikeLink(number: place + 1, link: PathText.listing(id))
        }
        return card
    }

    func card(_ listing: IndexedListing) -> ResultCard {
        ResultCard(
            id: listing.id, anchor: Self.anchor(listing.id), title: listing.title,
            link: PathText.listing(listing.id),
            photo: listing.hasPhoto ? PathText.photo(listing.id, 0) : nil,
            price: PriceText.of(listing.price, listing.currency), details: details(listing),
            isSaved: saved.contains(listing.id),
            likeLink: SearchLink([("like", listing.id)]).path,
            withoutLink: link.with { $0.excluded.append(listing.id) }.path)
    }

    private static let mostAlike = 9

    private func details(_ listing: IndexedListing) -> [String] {
        [
            listing.town, DistanceText.of(listing, from: circle), AgeText.of(listing.postedAt, now: now),
        ].compactMap { $0 }
    }

    /// Letters, digits and hyphens that name a listing's card: ids may hold anything.
    static func anchor(_ id: String) -> String {
        "c-"
            + id.utf8.map { byte in
                let isPlain =
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte)
                return isPlain ? String(UnicodeScalar(byte)) : "-\(byte)-"
            }.joined()
    }
}
