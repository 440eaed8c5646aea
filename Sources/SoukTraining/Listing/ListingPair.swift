import SoukCatalog
import SoukModels

/// A query with the listing that it should find, and what of that listing may be seen.
struct ListingPair: Equatable, Sendable {
    /// Where a query's words come from.
    enum Origin: Sendable, Equatable {
        case title, category, log
    }

    /// Row of the query's words; nil for a query that is a photo.
    var query: Int?
    /// Row of the query's photo in the table; nil for words alone.
    var queryPhoto: Int64?
    /// The listing's photos that are shown.
    var photos: [Int64]
    /// The listing's channels that are shown.
    var channels: Set<ListingChannel>

    /// Whether there is a question, and something to find.
    var isUsable: Bool { (query != nil || queryPhoto != nil) && !channels.isEmpty }
}

/// Draws what a query asks with and what of its listing is shown.
struct PairRule: Sendable {
    /// How often a group of channels is forgotten.
    var channelDropout = 0.2
    /// How often the title is held out for a query that was made from it, where there is a description.
    var titleHoldOut = 0.8
    /// How often a listing's second photo is the question.
    var photoQueries = 0.25

    /// - Parameters:
    ///   - has: the listing's channels.
    ///   - queries: words that ask for the listing.
    func draw(
        has: Set<ListingChannel>, photos: [Int64], queries: [(row: Int, origin: ListingPair.Origin)],
        using generator: inout some RandomNumberGenerator
    ) -> ListingPair {
        var pair = ListingPair(
            query: nil, queryPhoto: nil, photos: photos, channels: dropped(has, &generator))
        let asksByPhoto = photos.count > 1 && Double.random(in: 0..<1, using: &generator) < photoQueries
        if asksByPhoto || queries.isEmpty, photos.count > 1 {
            let place = Int.random(in: 0..<photos.count, using: &generator)
            pair.queryPhoto = photos[place]
            pair.photos.remove(at: place)
            if Double.random(in: 0..<1, using: &generator) < 0.75 { return pair }
        }
        guard let query = queries.randomElement(using: &generator) else { return pair }
        pair.query = query.row
        switch query.origin {
        case .title:
            let keepsTitle = Double.random(in: 0..<1, using: &generator) >= titleHoldOut
            if !keepsTitle || !pair.channels.contains(.descriptionWords) {
                pair.channels.subtract(ListingChannel.title)
                pair.channels.remove(.condition)
            }
        case .category: pair.channels.remove(.category)
        case .log: break
        }
        if pair.channels.isDisjoint(with: [.titleWords, .descriptionWords, .photos]) { pair.channels = [] }
        return pair
    }

    /// Forgets groups of channels, never all of them (modality dropout, Neverova et al. 2016).
    func dropped(
        _ has: Set<ListingChannel>, _ generator: inout some RandomNumberGenerator
    ) -> Set<ListingChannel> {
        var kept = has
        for group in [
            ListingChannel.title, ListingChannel.description, [.photos], [.price], [.condition], [.category],
        ] where Double.random(in: 0..<1, using: &generator) < channelDropout {
            kept.subtract(group)
        }
        return kept.isDisjoint(with: [.titleWords, .descriptionWords, .photos]) ? has : kept
    }
}
