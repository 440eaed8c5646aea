import SoukAnalysis
import SoukSearch

/// Compares titles with a planned query; what a query's terms look like is worked out once for all titles.
struct TitleMatcher: Sendable {
    private let terms: [PlannedTerm]
    /// How strongly a single form says each term.
    private let words: [[String: Double]]
    private let head: Int?
    private let totalRarity: Double
    private let trigrams: Set<[UInt8]>
    private let measures: Measures
    private let analyzer: TextAnalyzer

    /// nil for a query that wants nothing.
    init?(_ plan: WordPlan, query: WordQuery, analyzer: TextAnalyzer) {
        guard !plan.wanted.isEmpty else { return nil }
        terms = plan.wanted
        self.analyzer = analyzer
        words = terms.map { term in
            var words: [String: Double] = [:]
            for variant in term.variants where variant.positions.count == 1 {
                for form in variant.positions[0] {
                    words[form.form] = max(words[form.form] ?? 0, form.weight * variant.weight)
                }
            }
            return words
        }
        head = query.head.flatMap { [terms] head in terms.firstIndex { $0.term.text == head } }
        totalRarity = max(terms.reduce(0) { $0 + $1.rarity }, .leastNormalMagnitude)
        measures = Measures(analyzer.tokens(query.text))
        trigrams = Set(terms.flatMap { analyzer.words($0.term.text) }.flatMap(Self.trigrams))
    }

    /// nil for a title that holds no word.
    func evidence(_ title: String) -> TitleEvidence? {
        let tokens = analyzer.tokens(title)
        let spoken = tokens.filter { $0.kind == .word }
        guard !spoken.isEmpty else { return nil }
        var isMatched = [Bool](repeating: false, count: spoken.count)
        let said = terms.indices.map { match($0, tokens, spoken.map(\.form), &isMatched) }
        let matched = isMatched.indices.filter { isMatched[$0] }
        let covered = zip(terms, said).reduce(0) { $0 + $1.0.rarity * $1.1.strength }
        let missing = zip(terms, said).filter { $0.1.strength < 0.5 }.map(\.0.rarity).max() ?? 0
        let letters = Set(spoken.flatMap { Self.trigrams($0.form) })
        return TitleEvidence(
            strength: said.reduce(0) { $0 + $1.strength } / Double(terms.count),
            coverage: covered / totalRarity, missing: missing / totalRarity * Double(terms.count),
            hasSameHead: head.flatMap { head in
                HeadWord.position(tokens, in: title).map { said[head].ends.contains($0) }
            },
            opening: 1 - Double(matched.first ?? spoken.count) / Double(spoken.count),
            density: Self.density(matched), startsWithTerm: isMatched[0],
            letters: trigrams.isEmpty
                ? 0 : Double(trigrams.intersection(letters).count) / Double(trigrams.count),
            focus: Double(matched.count) / Double(spoken.count),
            measures: measures.isEmpty ? nil : measures.agreement(with: Measures(tokens)))
    }

    /// The strongest way in which a title says a term, and at which words such ways end.
    private func match(
        _ term: Int, _ tokens: [WordToken], _ spoken: [String], _ isMatched: inout [Bool]
    ) -> (strength: Double, ends: Set<Int>) {
        var (strength, ends) = (0.0, Set<Int>())
        func note(_ weight: Double, _ range: Range<Int>) {
            guard range.upperBound <= spoken.count else { return }
            strength = max(strength, weight)
            ends.insert(range.upperBound - 1)
            for place in range { isMatched[place] = true }
        }
        for token in tokens {
            guard let weight = words[term][token.form] else { continue }
            note(weight, token.position..<(token.position + token.width))
        }
        for phrase in terms[term].variants where phrase.positions.count > 1 {
            for start in spoken.indices where start + phrase.positions.count <= spoken.count {
                let range = start..<(start + phrase.positions.count)
                let weights = zip(phrase.positions, spoken[range]).compactMap { forms, word in
                    forms.filter { $0.form == word }.map(\.weight).max()
                }
                guard weights.count == range.count, let weakest = weights.min() else { continue }
                note(weakest * phrase.weight, range)
            }
        }
        return (strength, ends)
    }

    private static func density(_ matched: [Int]) -> Double {
        guard let first = matched.first, let last = matched.last, matched.count > 1 else { return 0 }
        return Double(matched.count) / Double(last - first + 1)
    }

    /// With a mark at the word's beginning and end.
    private static func trigrams(_ word: String) -> [[UInt8]] {
        let marked = [0] + Array(word.utf8) + [0]
        return (0..<max(0, marked.count - 2)).map { Array(marked[$0..<$0 + 3]) }
    }
}
