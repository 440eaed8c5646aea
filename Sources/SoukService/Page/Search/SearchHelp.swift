import Foundation
import SoukRanking
import SoukSearch

/// What helps a buyer for whom nothing was found: other spellings, and conditions that could go.
struct SearchHelp: Sendable, Equatable {
    var spellings: [Choice]
    var hasSpellings: Bool
    var loosenings: [Choice]
    var hasLoosenings: Bool

    struct Choice: Sendable, Equatable {
        var label: String
        var link: String
    }

    init(_ answer: FoundResults, _ link: SearchLink, chips: [FilterChip]) {
        spellings = Self.spellings(answer, link)
        loosenings = chips.map { Choice(label: "without “\($0.label)”", link: $0.removeLink) }
        if chips.count > 1 {
            loosenings.append(Choice(label: "without any filter", link: Self.bare(answer.query, link).path))
        }
        hasSpellings = !spellings.isEmpty
        hasLoosenings = !loosenings.isEmpty
    }

    private static func bare(_ query: UnderstoodQuery?, _ link: SearchLink) -> SearchLink {
        var bare = SearchLink()
        bare.words = (query?.phrases ?? []).reduce(link) { $0.without(phrase: $1.text) }.words
        bare.photo = link.photo
        return bare
    }

    /// Words that the index has in place of those typed, and places that are spelled alike.
    private static func spellings(_ answer: FoundResults, _ link: SearchLink) -> [Choice] {
        var pairs: [(from: String, to: String)] = []
        for match in answer.results.prefix(10).flatMap(\.matches) where match.how == .typo {
            pairs.append((match.term, match.word))
        }
        for case .unknownPlace(let name, let nearest) in answer.query?.notes ?? [] {
            pairs += nearest.map { (name, $0) }
        }
        var seen: Set<String> = []
        return pairs.compactMap { pair in
            let words = link.words.replacingOccurrences(
                of: pair.from, with: pair.to, options: .caseInsensitive)
            guard words != link.words, seen.insert(words).inserted else { return nil }
            return Choice(label: words, link: link.with { $0.words = words }.path)
        }.prefix(3).map { $0 }
    }
}
