import SoukSearch

/// A query as the words of this index can answer it.
struct QueryPlan {
    var terms: [PlannedTerm] = []
    /// No result may hold one of these.
    var exclusions: [WordSequence] = []
}

/// A term with all the ways of saying it that the index knows.
struct PlannedTerm {
    var term: WordQuery.Term
    /// Inverse document frequency. A term is as common as the commonest way of saying it, so that
    /// neither a rare synonym nor a rare correction is worth more than the word meant; but a correction
    /// does not make a known word commoner.
    var rarity: Double
    var variants: [WordSequence]

    mutating func settle(_ corpus: CorpusStatistics) {
        variants = variants.filter(\.isKnown)
        let meant = variants.filter { $0.how != .typo }
        rarity =
            (meant.isEmpty ? variants : meant).map { $0.rarity(corpus) }.min()
            ?? corpus.rarity(documents: 0)
    }
}

/// One way of saying a term: words that stand next to each other, mostly just one, each in any of its forms.
struct WordSequence {
    var weight: Double
    var positions: [[SoughtForm]]
    var how: MatchedWord.How
    /// How many words of a text one form stands for where it is a whole, as `wi-fi` by `wifi`.
    var width = 1

    /// False when it cannot be met, because a position has no form in this index.
    var isKnown: Bool { positions.allSatisfy { !$0.isEmpty } }

    /// At most so many documents hold it.
    var documents: Int {
        positions.map { $0.reduce(0) { $0 + $1.documents } }.min() ?? 0
    }

    func says(_ other: WordSequence) -> Bool {
        positions.map { Set($0.map(\.form)) } == other.positions.map { Set($0.map(\.form)) }
    }

    /// A phrase is as rare as its words together, at most as what one document holds.
    func rarity(_ corpus: CorpusStatistics) -> Double {
        let sum = positions.reduce(0.0) { sum, forms in
            sum + corpus.rarity(documents: forms.reduce(0) { $0 + $1.documents })
        }
        return min(sum, corpus.rarity(documents: 1))
    }
}

struct SoughtForm: Equatable {
    var form: String
    /// Each occurrence counts as so many.
    var weight: Double
    var how: MatchedWord.How
    /// How many documents hold it.
    var documents: Int
}
