import Foundation
import SoukAnalysis
import SoukSearch

/// What a query names, and whether a result is one: the words alone speak for it.
///
/// That a word stands somewhere in a listing says little: *carpet* is in the description of a chair with felt pads, and
/// *racket* is one letter from *jacket*. A result counts that holds the words for the thing, with the head of them
/// (*table* in *snooker table*) where listings say what they are.
struct NamedThing {
    private let names: [String]
    private let head: String
    private let terms: [String]

    /// nil for a query that names nothing.
    init?(_ query: WordQuery) {
        guard let head = query.head else { return nil }
        (names, self.head) = (query.names, head)
        terms = query.terms.filter { $0.weight > 0 }.map(\.text)
    }

    func isHeld(by result: RankedResult) -> Bool {
        let matches = result.matches.filter(Self.isCredible)
        let inTitle = matches.filter { $0.field == .title }
        let isNamed = isName(of: result.listing.title, inTitle)
        let titleTerms = Set(inTitle.map(\.term))
        if isNamed, terms.allSatisfy(titleTerms.contains) { return true }
        let anywhere = Set(matches.map(\.term))
        let lacking = names.count { !anywhere.contains($0) }
        guard lacking <= names.count / 3 else { return false }
        return isNamed && titleTerms.contains(head) || isCategory(result.listing, matches)
            || isPassage(result, anywhere)
    }

    /// The title is of the thing: its head is one of the names, or among its first words. A
    /// *very old Indian carved elephant table* is no elephant.
    private func isName(of title: String, _ matches: [MatchedWord]) -> Bool {
        let named = Set(matches.filter { names.contains($0.term) }.map(\.word))
        guard !named.isEmpty else { return false }
        let tokens = Self.analyzer.tokens(title)
        let head = HeadWord.position(tokens, in: title) ?? 0
        return tokens.contains { token in
            named.contains(token.form)
                && ((token.position..<token.position + token.width).contains(head)
                    || token.position < Self.firstWords)
        }
    }

    private static let analyzer = TextAnalyzer()
    private static let firstWords = 5

    /// The last name of its category is held whole: *Weights*, not *Monitors & Projectors*.
    private func isCategory(_ listing: IndexedListing, _ matches: [MatchedWord]) -> Bool {
        let held = matches.filter { $0.field == .categories }
        guard held.contains(where: { $0.term == head }), let leaf = listing.categoryPath.last else {
            return false
        }
        let words = PlainWords.of(leaf).filter { !StopWords.all.contains($0) }
        return Set(words).isSubset(of: held.map(\.word))
    }

    /// Two words or more stand side by side in the description.
    private func isPassage(_ result: RankedResult, _ held: Set<String>) -> Bool {
        guard names.count > 1, names.allSatisfy(held.contains) else { return false }
        return result.breakdown.parts.first { $0.feature == .adjacency }?.raw == 1
    }

    // MARK: Guesses

    /// Whether a match is no guess.
    private static func isCredible(_ match: MatchedWord) -> Bool {
        switch match.how {
        case .typo: isSlip(match.term.lowercased(), match.word)
        case .stem: isOtherEnding(match.term.lowercased(), match.word)
        default: true
        }
    }

    /// A finger slipped, or left a letter out: it is not another word that looks alike.
    private static func isSlip(_ typed: String, _ meant: String) -> Bool {
        guard typed.count >= leastLetters else { return false }
        let cost = KeyboardDistance.cost(typed.utf8, meant.utf8)
        return cost < 1
            || cost == 1 && typed.first == meant.first
                && (typed.count != meant.count || typed.count >= leastWithOther)
    }

    /// The same noun, not a word that was derived from it: *flutes*, not *fluted*.
    private static func isOtherEnding(_ one: String, _ other: String) -> Bool {
        let shared = one.commonPrefix(with: other).count
        let endings = [String(one.dropFirst(shared)), String(other.dropFirst(shared))]
        return !endings.contains(where: derived.contains) || !endings.contains { $0.isEmpty || $0 == "e" }
    }

    private static let derived: Set<String> = [
        "ic", "ical", "d", "ed", "ing", "al", "able", "ly", "ness", "ment", "ion",
    ]

    /// Of a word with a letter for a far one.
    private static let leastWithOther = 6
    /// Of a word with a slip: shorter ones have too many neighbours.
    private static let leastLetters = 5
}
