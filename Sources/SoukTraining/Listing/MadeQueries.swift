import Foundation
import SoukCatalog
import SoukRanking
import SoukReports

/// Queries made from the listings themselves, where no log tells what buyers typed.
struct MadeQueries: Sendable {
    private(set) var texts: [String] = []
    /// The rows of `texts` that ask for each listing.
    private(set) var rows: [[(row: Int, origin: ListingPair.Origin)]] = []

    /// Each listing's title, a part of its words in another order, and its category with a word or two.
    ///
    /// - Parameter logged: words that were followed by a click, by listing id.
    init(_ listings: [ListingContent], logged: [String: [String]] = [:], seed: UInt64) {
        var generator = SplitMix64(seed: seed ^ 0x5157_4552)
        for listing in listings {
            var own: [(row: Int, origin: ListingPair.Origin)] = []
            for words in logged[listing.id] ?? [] { own.append((add(words), .log)) }
            let words = listing.title.split(separator: " ").map(String.init)
            if !words.isEmpty {
                own.append((add(listing.title), .title))
                let count = max(1, min(words.count, Int.random(in: 1...4, using: &generator)))
                own.append(
                    (add(words.shuffled(using: &generator).prefix(count).joined(separator: " ")), .title))
            }
            if let leaf = listing.categoryPath.last { own.append((add(leaf), .category)) }
            rows.append(own)
        }
    }

    private mutating func add(_ text: String) -> Int {
        texts.append(text)
        return texts.count - 1
    }
}
