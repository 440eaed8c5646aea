public import SoukSearch

extension SuggestionIndex {
    /// How many of the newest listings tell what is typed; memory and time do not grow beyond.
    private static let mostListings = 200_000
    /// How many of the newest titles are suggested as they are.
    private static let mostTitles = 50_000

    /// From an engine's listings and categories.
    public static func of(_ engine: any SearchEngine) async throws -> SuggestionIndex {
        var phrases = PhraseCounts()
        var titles: [Entry] = []
        var cursor: String?
        var seen = 0
        repeat {
            try Task.checkCancellation()
            let page = try await engine.scan(
                ScanRequest(order: .newest, after: cursor, limit: 1_000, fields: .summary))
            for listing in page.listings {
                phrases.add(listing.title)
                let key = key(listing.title)
                guard titles.count < mostTitles, !key.isEmpty else { continue }
                titles.append(
                    Entry(
                        key: key,
                        suggestion: Suggestion(text: listing.title, kind: .title, listing: listing.id),
                        weight: 0))
            }
            seen += page.listings.count
            cursor = page.next
        } while cursor != nil && seen < mostListings
        let facets = try await engine.facets(SearchFilter(), FacetRequest(priceBounds: [], limit: 0))
        let categories = facets.categories.map { category in
            Entry(
                key: key(category.path.last ?? ""),
                suggestion: Suggestion(
                    text: category.path.last ?? "", kind: .category, category: category.path),
                weight: Int32(clamping: category.count))
        }
        let queries = phrases.frequent.map { phrase, count in
            Entry(
                key: phrase, suggestion: Suggestion(text: phrase, kind: .query),
                weight: Int32(clamping: count))
        }
        return SuggestionIndex(queries + categories + titles)
    }
}

/// How many titles hold a word, or two or three next to each other.
struct PhraseCounts {
    private static let most = 600_000
    /// One listing's own words are no query.
    private static let fewest = 2

    private var counts: [String: Int] = [:]

    mutating func add(_ title: String) {
        let words = SuggestionIndex.key(title).split(separator: " ").prefix(16)
        var own: Set<String> = []
        for start in words.indices {
            for length in 1...3 where start + length <= words.endIndex {
                let phrase = words[start..<start + length]
                guard let first = phrase.first, let last = phrase.last, Self.isSaid(first), Self.isSaid(last)
                else { continue }
                own.insert(phrase.joined(separator: " "))
            }
        }
        for phrase in own { counts[phrase, default: 0] += 1 }
        // What was met once is forgotten where there is too much: a common phrase is met again.
        if counts.count > Self.most { counts = counts.filter { $0.value >= Self.fewest } }
    }

    var frequent: [String: Int] { counts.filter { $0.value >= Self.fewest } }

    private static func isSaid(_ word: Substring) -> Bool {
        word.count >= 2 && !StopWords.all.contains(String(word)) && word.contains(where: \.isLetter)
    }
}
