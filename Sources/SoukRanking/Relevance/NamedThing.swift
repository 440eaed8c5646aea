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
        let inTitle = Set(matches.filter { $0.field == .title }.map(\.term))
        if terms.allSatisfy(inTitle.contains) { return true }
        let anywhere = Set(matches.map(\.term))
        let lacking = names.count { !anywhere.contains($0) }
        guard lacking <= names.count / 3 else { return false }
        return inTitle.contains(head) || isCategory(result.listing, matches) || isPassage(result, anywhere)
    }

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

    // MARK: Slips

    /// Whether a match is no guess. A slip is one where a finger may have slipped: not another word that looks alike.
    private static func isCredible(_ match: MatchedWord) -> Bool {
        guard match.how == .typo else { return true }
        let term = match.term.lowercased()
        guard term.count >= leastLetters else { return false }
        let cost = KeyboardDistance.cost(term.utf8, match.word.utf8)
        return cost < 1 || cost == 1 && term.first == match.word.first
    }

    /// Of a word with a slip: shorter ones have too many neighbours.
    private static let leastLetters = 5
}
