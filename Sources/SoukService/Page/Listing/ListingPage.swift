import Foundation
import SoukCatalog
import SoukRanking
import SoukSearch

/// One listing, with its photos and its like.
struct ListingPage: Sendable, Equatable {
    var frame: PageFrame
    var id: String
    var link: String
    /// The page that forms on cards come back to.
    var path: String
    var title: String
    var price: String
    var details: [String]
    var crumbs: [Crumb]
    var photos: [Photo]
    var hasPhotos: Bool
    var hasSeveralPhotos: Bool
    var facts: [Fact]
    var hasFacts: Bool
    var paragraphs: [String]
    var isSaved: Bool
    var isPublished: Bool
    var likeLink: String
    var similar: [ResultCard]
    var hasSimilar: Bool

    struct Crumb: Sendable, Equatable {
        var label: String
        var link: String
    }

    struct Photo: Sendable, Equatable {
        var number: Int
        var total: Int
        var link: String
        var small: String
        var isFirst: Bool
    }

    struct Fact: Sendable, Equatable {
        var label: String
        var value: String
    }

    /// - Parameter ordinals: of its photos, in order.
    init(
        _ listing: IndexedListing, ordinals: [Int], similar results: [RankedResult], _ context: CardContext,
        isPublished: Bool = false
    ) {
        let card = context.card(listing)
        id = listing.id
        link = card.link
        path = card.link
        title = listing.title
        price = card.price
        details = card.details
        isSaved = card.isSaved
        likeLink = card.likeLink
        self.isPublished = isPublished
        crumbs = listing.categoryPath.indices.map { depth in
            var link = SearchLink()
            link.categories = [Array(listing.categoryPath[...depth])]
            return Crumb(label: listing.categoryPath[depth], link: link.path)
        }
        photos = ordinals.enumerated().map { place, ordinal in
            Photo(
                number: place + 1, total: ordinals.count, link: PathText.photo(listing.id, ordinal),
                small: PathText.photo(listing.id, ordinal, small: true), isFirst: place == 0)
        }
        hasPhotos = !photos.isEmpty
        hasSeveralPhotos = photos.count > 1
        facts =
            [
                listing.categoryPath.last.map { Fact(label: "Category", value: $0) },
                listing.town.map { Fact(label: "Place", value: $0) },
            ].compactMap { $0 }
            + ListingAttribute.allCases.compactMap { attribute in
                listing.attributes[attribute].map { Fact(label: attribute.description.title, value: $0) }
            }
        hasFacts = !facts.isEmpty
        paragraphs = listing.description.split(whereSeparator: \.isNewline).map(String.init).filter {
            !$0.trimmingCharacters(in: .whitespaces).isEmpty
        }
        similar = results.map { context.card($0) }
        hasSimilar = !similar.isEmpty
        frame = PageFrame(
            name: "listing-page", title: "\(listing.title), \(card.price) · Souk", heading: listing.title,
            summary: String(listing.description.prefix(160)))
    }
}
