import SoukSearch

/// A query as the words of this generation can answer it.
struct WordPlan: Sendable {
    var terms: [PlannedTerm] = []
    /// No result may hold one of these.
    var exclusions: [WordSequence] = []

    var wanted: [PlannedTerm] { terms.filter { $0.term.weight > 0 } }
    /// What a listing is worth that holds all wanted terms.
    var total: Double { wanted.reduce(0) { $0 + $1.worth } }
}

/// A term with all the ways of saying it that the generation knows.
struct PlannedTerm: Sendable {
    var term: WordQuery.Term
    /// A term is as common as the commonest way of saying it; but a correction does not make a known word commoner.
    var rarity = 0.0
    var variants: [WordSequence]

    /// Below 0 for a term that is not wanted.
    var worth: Double { term.weight * rarity }

    mutating func settle(_ corpus: CorpusStatistics) {
        variants = variants.filter(\.isKnown)
        let meant = variants.filter { $0.how != .typo }
        rarity = (meant.isEmpty ? variants : meant).map { $0.rarity(corpus) }.min() ?? corpus.rarity(0)
    }
}

/// One way of saying a term: words that stand next to each other, mostly just one, each in any of its forms.
struct WordSequence: Sendable {
    var weight = 1.0
    var positions: [[SoughtForm]]
    var how: MatchedWord.How

    /// False when it cannot be met, because a position has no form in this generation.
    var isKnown: Bool { positions.allSatisfy { !$0.isEmpty } }
    /// At most so many listings hold it.
    var listings: Int { positions.map { $0.reduce(0) { $0 + $1.listings } }.min() ?? 0 }

    func says(_ other: WordSequence) -> Bool {
        positions.map { Set($0.map(\.number)) } == other.positions.map { Set($0.map(\.number)) }
    }

    /// A phrase is as rare as its words together, at most as what one listing holds.
    func rarity(_ corpus: CorpusStatistics) -> Double {
        let sum = positions.reduce(0.0) { $0 + corpus.rarity($1.reduce(0) { $0 + $1.listings }) }
        return min(sum, corpus.rarity(1))
    }
}

struct SoughtForm: Sendable {
    var number: Int32
    var form: String
    /// Each occurrence counts as so many.
    var weight: Double
    var how: MatchedWord.How
    var listings: Int
}
