import Foundation
import SoukCatalog
package import SoukModels
package import SoukRanking
package import SoukTensors

/// Listings, or queries, with all that the encoders say about them.
package struct ListingFeatures: Sendable {
    package let title, description, category: [WordBag]
    /// `[listings, 384]`
    package let titleMeaning, descriptionMeaning: Tensor
    /// `[photos, width]`, with a row of zeros at the end for those without.
    package let photoTable: Tensor
    /// Rows of the photo table by listing.
    package let photos: [[Int64]]
    package let price, condition: [[Float]]
    /// What each listing has.
    package let channels: [Set<ListingChannel>]
    /// Title and description themselves, by listing.
    package var texts: [ListingText] = []
    /// What the reader makes of each listing's text, `[listings, width]`; of width 0 where no category is asked for.
    package var readings: Tensor
    /// County and town of the seller as rows of a table of places, by listing.
    package var places: [WordBag] = []
    /// What a photo classifier says of each row of the photo table, logits `[photos + 1, classes]`; nil without one.
    package var photoAnswers: Tensor?

    package var count: Int { title.count }

    package static func channels(_ listing: ListingContent) -> Set<ListingChannel> {
        var channels: Set<ListingChannel> = []
        if !listing.title.isEmpty { channels.formUnion(ListingChannel.title) }
        if !listing.description.isEmpty { channels.formUnion(ListingChannel.description) }
        if !listing.photos.isEmpty { channels.insert(.photos) }
        if listing.amount != nil { channels.insert(.price) }
        if !channels.isDisjoint(with: ListingChannel.text) { channels.insert(.condition) }
        if !listing.categoryPath.isEmpty { channels.insert(.category) }
        return channels
    }

    /// A batch of some of them.
    ///
    /// - Parameters:
    ///   - present: the channels to show of each; what a listing does not have stays away.
    ///   - photoRows: the photos to show of each; all unless given.
    package func batch(
        _ indices: [Int], showing present: [Set<ListingChannel>], photoRows: [[Int64]]? = nil
    ) throws(TensorError) -> ListingBatch {
        let places = try Tensor(indices.map(Int64.init), shape: [indices.count])
        let chosen = photoRows ?? indices.map { photos[$0] }
        var (start, offsets): (Int64, [Int64]) = (0, [])
        for rows in chosen {
            offsets.append(start)
            start += Int64(rows.count)
        }
        let pooled = try photoTable.embeddingBag(
            Tensor(chosen.flatMap { $0 }, shape: [Int(start)]),
            offsets: Tensor(offsets, shape: [offsets.count]), mode: .mean)
        var shown: [Set<ListingChannel>] = []
        for (place, index) in indices.enumerated() {
            var channels = present[place].intersection(self.channels[index])
            if chosen[place].isEmpty { channels.remove(.photos) }
            shown.append(channels)
        }
        return try ListingBatch(
            title: indices.map { title[$0] }, description: indices.map { description[$0] },
            category: indices.map { category[$0] }, titleMeaning: titleMeaning.selecting(places),
            descriptionMeaning: descriptionMeaning.selecting(places), photos: pooled,
            price: indices.map { price[$0] }, condition: indices.map { condition[$0] },
            showing: shown)
    }
}

extension ListingFeatures {
    package init(
        _ listings: [ListingContent], encoders: ListingEncoders, words: ListingWords,
        report: EncodingProgress = { _, _, _ in }, isCancelled: () -> Bool = { false }
    ) throws {
        title = listings.map { words.bag($0.title) }
        description = listings.map { words.bag($0.description) }
        category = listings.map { WordBag(path: $0.categoryPath, hashed: words.hashed) }
        titleMeaning = try encoders.sentences(
            listings.map(\.title), limit: ListingEncoders.titleLimit,
            report: { report(.titles, $0, $1) },
            isCancelled: isCancelled)
        descriptionMeaning = try encoders.sentences(
            listings.map(\.description), limit: ListingEncoders.descriptionLimit,
            report: { report(.descriptions, $0, $1) }, isCancelled: isCancelled)
        let vectors = try encoders.photoFeatures(
            listings.flatMap(\.photos), by: encoders.photos,
            report: { report(.photos, $0, $1) }, isCancelled: isCancelled)
        photoTable = try .concatenate([vectors, .zeros([1, PhotoBackbone.width])])
        var (next, rows): (Int64, [[Int64]]) = (0, [])
        for listing in listings {
            rows.append(Array(next..<next + Int64(listing.photos.count)))
            next += Int64(listing.photos.count)
        }
        photos = rows
        price = listings.map { PriceCode.values($0.amount) }
        condition = listings.map { ConditionWords.values($0.title + " " + $0.description) }
        channels = listings.map(Self.channels)
        texts = listings.map(ListingText.init)
        readings =
            try encoders.reader?.vectors(
                of: texts, report: { report(.listings, $0, $1) },
                isCancelled: isCancelled)
            ?? .zeros([listings.count, 0])
        let hashed = HashedText(buckets: CategoryRegression.places)
        places = listings.map { listing in
            WordBag(path: [listing.place?.county, listing.place?.town].compactMap { $0 }, hashed: hashed)
        }
        if let expert = encoders.photoExpert {
            let own = try encoders.photoFeatures(
                listings.flatMap(\.photos), by: expert.backbone,
                report: { report(.photos, $0, $1) },
                isCancelled: isCancelled)
            let answers = try expert.logits(own)
            photoAnswers = try .concatenate([answers, .zeros([1, answers.shape[1]])])
        }
    }

    /// Mean and deviation of each photo feature over all photos; 0 and 1 where there are too few.
    package func photoMoments() throws(TensorError) -> (mean: Tensor, deviation: Tensor) {
        let (count, width) = (photoTable.shape[0] - 1, photoTable.shape[1])
        guard count > 1 else { return (try .zeros([width]), try .ones([width])) }
        let photos = try photoTable.narrowed(axis: 0, to: 0..<count)
        let mean = try photos.mean(axes: [0])
        let centred = try photos - mean
        return (mean, try (centred * centred).mean(axes: [0]).squareRoot() + 1e-3)
    }
}

/// Which n-grams of texts count, and how much.
package struct ListingWords: Sendable {
    let hashed: HashedText
    /// By row: inverse document frequency, 0 for rows that fewer than two texts have.
    package let rarity: [Float]

    /// Counts in how many listings each n-gram occurs.
    package init(of listings: [ListingContent], buckets: Int) {
        hashed = HashedText(buckets: buckets)
        var documents = [Int](repeating: 0, count: buckets)
        for listing in listings {
            for (row, _) in hashed.counts(listing.title + " . " + listing.description) { documents[row] += 1 }
        }
        let count = Double(listings.count)
        rarity = documents.map { $0 < 2 ? 0 : Float(log((1 + count) / (1 + Double($0))) + 1) }
    }

    package init(hashed: HashedText, rarity: [Float]) { (self.hashed, self.rarity) = (hashed, rarity) }

    package func bag(_ text: String) -> WordBag { WordBag(text, hashed: hashed, rarity: rarity) }
}
