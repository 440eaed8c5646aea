package import SoukCatalog
package import SoukSearch

/// A query made from a listing's own title: what its buyer might have typed.
package struct SelfQuery: Sendable {
    package var text: String
    package var listing: IndexedListing

    /// One to four words of the title in any order; nil for a title of fewer than two words of some length.
    package init?(_ listing: IndexedListing, using generator: inout SplitMix64) {
        let words = PlainWords.of(listing.title).filter { $0.count >= 3 && $0.contains(where: \.isLetter) }
        guard words.count >= 2 else { return nil }
        let count = Int.random(in: 1...min(4, words.count), using: &generator)
        text = words.shuffled(using: &generator).prefix(count).joined(separator: " ")
        self.listing = listing
    }

    /// Queries from a sample of an engine's listings that have a category.
    package static func sample(
        _ engine: any SearchEngine, count: Int, seed: UInt64
    ) async throws -> [SelfQuery] {
        var generator = SplitMix64(seed: seed)
        var kept: [IndexedListing] = []
        var seen = 0
        var cursor: String?
        repeat {
            let page = try await engine.scan(ScanRequest(after: cursor, limit: 1000))
            for listing in page.listings where !listing.categoryPath.isEmpty {
                seen += 1
                if kept.count < count {
                    kept.append(listing)
                } else if let place = Optional(Int.random(in: 0..<seen, using: &generator)), place < count {
                    kept[place] = listing
                }
            }
            cursor = page.next
        } while cursor != nil && seen < 200_000
        return kept.compactMap { SelfQuery($0, using: &generator) }
    }
}
