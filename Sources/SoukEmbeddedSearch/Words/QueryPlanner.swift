import SoukAnalysis
import SoukSearch

/// Finds the words of the index that answer a query.
struct QueryPlanner {
    private let query: WordQuery
    private let weights: WordScoring.VariantWeights
    private let corpus: CorpusStatistics
    private let forms: WordForms
    private let families: WordFamilies
    private let corrections: SpellingCorrections
    private let compounds: Compounds
    private let analyzer: TextAnalyzer
    private var plan = QueryPlan()
    /// Terms that say which one of a kind is meant.
    private var codes: Set<Int> = []

    init(
        _ query: WordQuery, scoring: WordScoring, corpus: CorpusStatistics, snapshot: WordSnapshot,
        analyzer: TextAnalyzer
    ) {
        self.query = query
        self.corpus = corpus
        weights = scoring.variantWeights
        forms = WordForms(snapshot: snapshot)
        self.analyzer = analyzer
        families = WordFamilies(forms: forms, analyzer: analyzer, stemWeight: weights.stem)
        corrections = SpellingCorrections(
            vocabulary: Vocabulary(snapshot: snapshot), forms: forms, corpus: corpus)
        compounds = Compounds(forms: forms)
    }

    mutating func run() -> QueryPlan {
        for exclusion in query.exclusions {
            plan.exclusions += families.sequences(saying: exclusion.text).filter(\.isKnown)
        }
        var free: [FreeTerm] = []
        for term in query.terms {
            let analysed = AnalysedTerm(term.text, analyzer)
            guard !analysed.words.isEmpty else { continue }
            let place = plan.terms.count
            if analysed.isCode, !analysed.isMeasure { codes.insert(place) }
            let how: MatchedWord.How = analysed.isCode ? .code : .exact
            var planned = PlannedTerm(term: term, rarity: 0, variants: [])
            // What is written as one is looked up before its parts.
            for (form, kind) in analysed.wholes where !term.isPhrase {
                var whole = families.sequence([form], how: Self.how(form, kind))
                whole.width = analysed.words.count
                planned.variants.append(whole)
            }
            var literal = families.sequence(analysed.words, how: how)
            // A number without its unit is a weaker sign: `50"` is not 50 of anything.
            if analysed.words.count == 1, analysed.isMeasure { literal.weight = weights.twoEdits }
            planned.variants.append(literal)
            plan.terms.append(planned)
            guard !term.isPhrase else { continue }
            free.append(
                FreeTerm(
                    place: place, words: analysed.words, queryPlaces: term.places,
                    documents: planned.variants.map(\.documents).max() ?? 0))
        }
        completeLast(&free)
        for term in free { addCompoundsAndCorrections(of: term) }
        addJoins(free)
        addWholes(free)
        addSynonyms(free)
        for index in plan.terms.indices { plan.terms[index].settle(corpus) }
        liftHead()
        return plan
    }

    /// A term outside quotation marks.
    private struct FreeTerm {
        var place: Int
        /// One, or those of a code or of a compound with a hyphen.
        var words: [String]
        var queryPlaces: Range<Int>?
        /// How many documents hold it, in any form.
        var documents: Int
        var isBeginning = false

        func precedes(_ other: FreeTerm) -> Bool {
            guard let end = queryPlaces?.upperBound else { return false }
            return end == other.queryPlaces?.lowerBound
        }
    }

    private static func how(_ form: String, _ kind: WordToken.Kind) -> MatchedWord.How {
        if kind == .measure { return .measure }
        if form.utf8.contains(where: { (0x30...0x39).contains($0) }) { return .code }
        return form.utf8.allSatisfy { $0 < 0x80 } ? .compound : .exact
    }

    private mutating func add(
        _ words: [String], _ weight: Double, _ how: MatchedWord.How, to places: ClosedRange<Int>
    ) {
        var sequence = families.sequence(words, how: how)
        guard sequence.isKnown else { return }
        sequence.weight = weight
        for place in places where !plan.terms[place].variants.contains(where: { $0.says(sequence) }) {
            plan.terms[place].variants.append(sequence)
        }
    }

    /// While the buyer types, the last term stands for the commonest words that begin with it.
    private mutating func completeLast(_ free: inout [FreeTerm]) {
        guard query.completesLastWord, let last = free.indices.last, free[last].place == plan.terms.count - 1
        else { return }
        let beginning = free[last].words.joined()
        guard beginning.count > 1 else { return }
        let known = Set(plan.terms[free[last].place].variants.flatMap { $0.positions[0].map(\.form) })
        let completions = forms.beginning(with: beginning).filter { !known.contains($0.form) }
        guard !completions.isEmpty else { return }
        free[last].isBeginning = true
        plan.terms[free[last].place].variants.append(
            WordSequence(
                weight: weights.prefix,
                positions: [
                    completions.map {
                        SoughtForm(form: $0.form, weight: 1, how: .prefix, documents: $0.documents)
                    }
                ], how: .prefix))
    }

    private mutating func addCompoundsAndCorrections(of term: FreeTerm) {
        guard term.words.count == 1 else { return addCorrections(inside: term) }
        let word = term.words[0]
        if let parts = compounds.split(word, documents: term.documents) {
            return add(parts, weights.compound, .compound, to: term.place...term.place)
        }
        guard !term.isBeginning else { return }
        for correction in corrections.of(word, documents: term.documents) {
            let weight = weight(of: correction)
            add([correction.form], weight, .typo, to: term.place...term.place)
            for other in query.synonyms.alternatives(to: [correction.form]) {
                add(other, weight * weights.synonym, .typo, to: term.place...term.place)
            }
        }
    }

    /// `iphnoe12` means `iphone 12`: the name in a code may be misspelled, its number never is.
    private mutating func addCorrections(inside term: FreeTerm) {
        guard term.documents == 0, !term.isBeginning, term.words.count <= 3,
            let place = term.words.firstIndex(where: { $0.count >= 5 })
        else { return }
        let word = term.words[place]
        for correction in corrections.of(word, documents: forms.find(word)?.documents ?? 0) {
            var words = term.words
            words[place] = correction.form
            add(words, weight(of: correction), .typo, to: term.place...term.place)
        }
    }

    private func weight(of correction: SpellingCorrections.Correction) -> Double {
        let weight = correction.distance == 1 ? weights.oneEdit : weights.twoEdits
        return correction.keepsInitial ? weight : weight * weights.otherInitial
    }

    /// `head phones` may be written as one; numbers are not joined.
    private mutating func addJoins(_ free: [FreeTerm]) {
        for (first, second) in zip(free, free.dropFirst()) where first.precedes(second) {
            guard first.words.count == 1, second.words.count == 1,
                (first.words + second.words).allSatisfy({ $0.allSatisfy(\.isLetter) })
            else { continue }
            add(
                [first.words[0] + second.words[0]], weights.compound, .compound,
                to: first.place...second.place)
        }
    }

    /// What several terms are together: `51 16 8 238 375`, `120 x 60`, `b & q`.
    private mutating func addWholes(_ free: [FreeTerm]) {
        for token in query.tokens where token.kind != .word && token.width > 1 {
            let end = token.position + token.width
            guard let first = free.firstIndex(where: { $0.queryPlaces?.lowerBound == token.position }),
                let last = free.firstIndex(where: { $0.queryPlaces?.upperBound == end }), first < last,
                free[last].place - free[first].place == last - first
            else { continue }
            add(
                [token.form], 1, Self.how(token.form, token.kind),
                to: free[first].place...free[last].place)
        }
    }

    /// A synonym of several words stands for each of them.
    private mutating func addSynonyms(_ free: [FreeTerm]) {
        for start in free.indices {
            var words: [String] = []
            for end in start..<free.count {
                if end > start, !free[end - 1].precedes(free[end]) { break }
                words += free[end].words
                guard words.count <= Synonyms.maximumWords else { break }
                for other in query.synonyms.alternatives(to: words) where !other.contains(words[0]) {
                    add(other, weights.synonym, .synonym, to: free[start].place...free[end].place)
                }
            }
        }
    }

    /// No word that only describes the thing is worth as much as the word for the thing itself. Codes may be: they
    /// say which one.
    private mutating func liftHead() {
        guard let head = plan.terms.firstIndex(where: { $0.term.text == query.head && $0.term.weight > 0 }),
            !plan.terms[head].variants.isEmpty
        else { return }
        let describing = plan.terms.indices.filter { index in
            let term = plan.terms[index]
            return index != head && !term.term.isPhrase && !term.variants.isEmpty && !codes.contains(index)
        }
        let rarest = describing.map { plan.terms[$0].rarity }.max() ?? 0
        plan.terms[head].rarity = max(plan.terms[head].rarity, 1.1 * rarest)
    }
}

/// A term as the index would hold it.
struct AnalysedTerm {
    let words: [String]
    /// What says all of its words at once.
    let wholes: [(form: String, kind: WordToken.Kind)]
    /// Letters and digits together, or a long number.
    let isCode: Bool

    var isMeasure: Bool { wholes.contains { $0.kind == .measure } }

    /// Digits from which on a number names one thing, as that of a part does.
    private static let longNumber = 5

    /// How many words of a term count.
    static let mostWords = 16

    init(_ text: String, _ analyzer: TextAnalyzer) {
        let tokens = analyzer.tokens(text)
        let words = tokens.filter { $0.kind == .word }
        self.words = words.prefix(Self.mostWords).map(\.form)
        wholes = tokens.filter { $0.kind != .word && $0.width == words.count }.map { ($0.form, $0.kind) }
        let hasDigits = words.contains { $0.form.utf8.contains { (0x30...0x39).contains($0) } }
        let isLongNumber = words.count == 1 && words[0].form.utf8.count >= Self.longNumber
        isCode = hasDigits && (words.count > 1 || isLongNumber)
    }
}
