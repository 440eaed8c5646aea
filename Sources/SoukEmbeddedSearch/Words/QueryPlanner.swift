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
            let words = words(of: exclusion)
            guard !words.isEmpty else { continue }
            let sequence = families.sequence(words, how: .exact)
            if sequence.isKnown { plan.exclusions.append(sequence) }
        }
        var free: [FreeWord] = []
        for term in query.terms {
            let words = words(of: term)
            guard !words.isEmpty else { continue }
            let place = plan.terms.count
            let literal = families.sequence(words, how: .exact)
            plan.terms.append(PlannedTerm(term: term, rarity: 0, variants: [literal]))
            if term.isPhrase { continue }
            if words.count == 1 {
                free.append(FreeWord(place: place, form: words[0], documents: literal.documents))
            } else {
                add([words.joined()], weights.compound, .compound, to: place...place)
            }
        }
        completeLast(&free)
        for word in free { addCompoundsAndCorrections(of: word) }
        addJoins(free)
        addSynonyms(free)
        for index in plan.terms.indices { plan.terms[index].settle(corpus) }
        return plan
    }

    /// A term of one word outside quotation marks.
    private struct FreeWord {
        var place: Int
        var form: String
        /// How many documents hold it, in any form.
        var documents: Int
        var isBeginning = false
    }

    private func words(of term: WordQuery.Term) -> [String] {
        Array(analyzer.words(term.text).prefix(16))
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

    /// While the buyer types, the last word stands for the commonest words that begin with it.
    private mutating func completeLast(_ free: inout [FreeWord]) {
        guard query.completesLastWord, let last = free.indices.last, free[last].place == plan.terms.count - 1,
            free[last].form.count > 1
        else { return }
        let known = Set(plan.terms[free[last].place].variants[0].positions[0].map(\.form))
        let completions = forms.beginning(with: free[last].form).filter { !known.contains($0.form) }
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

    private mutating func addCompoundsAndCorrections(of word: FreeWord) {
        if let parts = compounds.split(word.form, documents: word.documents) {
            return add(parts, weights.compound, .compound, to: word.place...word.place)
        }
        guard !word.isBeginning else { return }
        for correction in corrections.of(word.form, documents: word.documents) {
            var weight = correction.distance == 1 ? weights.oneEdit : weights.twoEdits
            if !correction.keepsInitial { weight *= weights.otherInitial }
            add([correction.form], weight, .typo, to: word.place...word.place)
            for other in query.synonyms.alternatives(to: [correction.form]) {
                add(other, weight * weights.synonym, .synonym, to: word.place...word.place)
            }
        }
    }

    private mutating func addJoins(_ free: [FreeWord]) {
        for (first, second) in zip(free, free.dropFirst()) where second.place == first.place + 1 {
            add([first.form + second.form], weights.compound, .compound, to: first.place...second.place)
        }
    }

    /// A synonym of several words stands for each of them.
    private mutating func addSynonyms(_ free: [FreeWord]) {
        for start in free.indices {
            for end in start..<min(start + Synonyms.maximumWords, free.count)
            where free[end].place - free[start].place == end - start {
                let words = free[start...end].map(\.form)
                for other in query.synonyms.alternatives(to: words) where !other.contains(words[0]) {
                    add(other, weights.synonym, .synonym, to: free[start].place...free[end].place)
                }
            }
        }
    }
}
