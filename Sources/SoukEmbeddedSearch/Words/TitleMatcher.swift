import GRDB
import SoukAnalysis
import SoukSearch

/// Compares titles with a planned query; what a query's terms look like is worked out once for all titles.
struct TitleMatcher {
    private let terms: [Term]
    private let head: Int?
    private let totalRarity: Double
    private let measures: Measures
    private let analyzer: TextAnalyzer
    private let titles: Statement
    private var trigrams: LetterTrigrams

    /// A wanted term with every way of saying it.
    private struct Term {
        var rarity: Double
        /// How strongly a single word says it.
        var words: [String: Double] = [:]
        /// Ways of several words, each position with its forms, and how strong they are.
        var phrases: [(positions: [[String: Double]], weight: Double)] = []
    }

    /// nil for a query that wants nothing.
    init?(
        _ plan: QueryPlan, query: WordQuery, analyzer: TextAnalyzer, in db: Database
    ) throws {
        let wanted = plan.terms.filter { $0.term.weight > 0 }
        guard !wanted.isEmpty else { return nil }
        self.analyzer = analyzer
        terms = wanted.map(Self.term)
        head = query.head.flatMap { head in wanted.firstIndex { $0.term.text == head } }
        totalRarity = max(wanted.reduce(0) { $0 + $1.rarity }, .leastNormalMagnitude)
        measures = Measures(analyzer.tokens(query.text))
        trigrams = LetterTrigrams(wanted.flatMap { analyzer.words($0.term.text) })
        titles = try db.cachedStatement(sql: "SELECT title FROM wordDocument WHERE id = ?")
    }

    private static func term(_ planned: PlannedTerm) -> Term {
        var term = Term(rarity: planned.rarity)
        for variant in planned.variants {
            let positions = variant.positions.map { forms in
                Dictionary(forms.map { ($0.form, $0.weight) }, uniquingKeysWith: max)
            }
            guard positions.count == 1 else {
                term.phrases.append((positions, variant.weight))
                continue
            }
            term.words.merge(positions[0].mapValues { $0 * variant.weight }, uniquingKeysWith: max)
        }
        return term
    }

    /// nil where there is no such document, or its title holds no word.
    mutating func evidence(rowID: Int64) throws -> TitleEvidence? {
        guard let title = try String.fetchOne(titles, arguments: [rowID]) else { return nil }
        return evidence(title: title)
    }

    mutating func evidence(title: String) -> TitleEvidence? {
        let tokens = analyzer.tokens(title)
        guard !tokens.isEmpty else { return nil }
        let wordTokens = tokens.filter { $0.kind == .word }
        let words = wordTokens.map(\.form)
        var isMatched = [Bool](repeating: false, count: words.count)
        var strengths: [Double] = []
        var ends: [Set<Int>] = []
        for term in terms {
            let found = Self.match(term, tokens, words, &isMatched)
            strengths.append(found.strength)
            ends.append(found.ends)
        }
        let matched = isMatched.indices.filter { isMatched[$0] }
        let covered = zip(terms, strengths).reduce(0) { $0 + $1.0.rarity * $1.1 }
        let missing = zip(terms, strengths).filter { $0.1 < 0.5 }.map(\.0.rarity).max() ?? 0
        return TitleEvidence(
            strength: strengths.reduce(0, +) / Double(terms.count), coverage: covered / totalRarity,
            missing: missing / totalRarity * Double(terms.count),
            hasSameHead: head.flatMap { head in
                Self.head(tokens, wordTokens, in: title).map { ends[head].contains($0) }
            },
            opening: 1 - Double(matched.first ?? words.count) / Double(words.count),
            density: Self.density(matched), startsWithTerm: isMatched[0], letters: trigrams.share(words),
            focus: Double(matched.count) / Double(words.count),
            measures: measures.isEmpty ? nil : measures.agreement(with: Measures(tokens)))
    }

    /// The strongest way in which a title says a term, and at which words such ways end.
    private static func match(
        _ term: Term, _ tokens: [WordToken], _ words: [String], _ isMatched: inout [Bool]
    ) -> (strength: Double, ends: Set<Int>) {
        var (strength, ends) = (0.0, Set<Int>())
        for token in tokens {
            guard let weight = term.words[token.form] else { continue }
            strength = max(strength, weight)
            ends.insert(token.position + token.width - 1)
            for place in token.position..<(token.position + token.width) { isMatched[place] = true }
        }
        for index in words.indices {
            for phrase in term.phrases where index + phrase.positions.count <= words.count {
                let range = index..<(index + phrase.positions.count)
                let weights = zip(phrase.positions, words[range]).compactMap { $0[$1] }
                guard weights.count == range.count, let weakest = weights.min() else { continue }
                strength = max(strength, weakest * phrase.weight)
                ends.insert(range.upperBound - 1)
                for place in range { isMatched[place] = true }
            }
        }
        return (strength, ends)
    }

    private static func density(_ matched: [Int]) -> Double {
        guard let first = matched.first, let last = matched.last, matched.count > 1 else { return 0 }
        return Double(matched.count) / Double(last - first + 1)
    }

    private static func head(_ tokens: [WordToken], _ words: [WordToken], in title: String) -> Int? {
        let text = title.utf8
        return HeadWord.position(tokens) { index in
            guard index + 1 < words.count else { return true }
            let start = text.index(text.startIndex, offsetBy: words[index].bytes.upperBound)
            let end = text.index(text.startIndex, offsetBy: words[index + 1].bytes.lowerBound)
            return HeadWord.isBreak(text[start..<end])
        }
    }
}
