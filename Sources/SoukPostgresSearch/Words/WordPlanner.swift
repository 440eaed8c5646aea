import SoukAnalysis
import SoukSearch

/// Finds the forms of a generation that answer a query: other endings, words written together or apart, synonyms,
/// and what a slip of the keyboard may have meant.
struct WordPlanner {
    let query: WordQuery
    let words: VocabularyWords
    let corpus: CorpusStatistics
    let analyzer: TextAnalyzer
    /// Whether any listing has the words next to each other.
    let standTogether: ([String]) async throws -> Bool
    private var plan = WordPlan()

    private static let mostWords = 16
    private static let mostCuts = 4
    private static let mostCorrections = 3

    init(
        _ query: WordQuery, words: VocabularyWords, corpus: CorpusStatistics, analyzer: TextAnalyzer,
        standTogether: @escaping ([String]) async throws -> Bool
    ) {
        (self.query, self.words, self.corpus, self.analyzer) = (query, words, corpus, analyzer)
        self.standTogether = standTogether
    }

    /// A term of one word outside quotation marks.
    private struct FreeWord {
        var place: Int
        var form: String
        /// How many listings hold it, in any form.
        var listings: Int
        var isBeginning = false
    }

    mutating func run() async throws -> WordPlan {
        plan.exclusions = query.exclusions.compactMap { sequence(saying: $0.text) }
        var free: [FreeWord] = []
        for term in query.terms {
            let tokens = analyzer.tokens(term.text)
            let spoken = Self.spoken(tokens)
            guard !spoken.isEmpty else { continue }
            let place = plan.terms.count
            let literal = sequence(spoken, how: .exact)
            plan.terms.append(PlannedTerm(term: term, variants: [literal]))
            if term.isPhrase { continue }
            for token in tokens where token.kind != .word && token.width == spoken.count {
                add([AnalysedText.form(token.form)], 1, .compound, to: place...place)
            }
            if spoken.count == 1 {
                free.append(FreeWord(place: place, form: spoken[0], listings: literal.listings))
            } else {
                add([spoken.joined()], WordWeights.compound, .compound, to: place...place)
            }
        }
        completeLast(&free)
        for word in free { try await addCompoundsAndCorrections(of: word) }
        addJoins(free)
        addSynonyms(free)
        for index in plan.terms.indices { plan.terms[index].settle(corpus) }
        return plan
    }

    /// Words as a text says them, in any of their forms; nil where there are none, or the generation lacks one.
    func sequence(saying text: String) -> WordSequence? {
        let spoken = Self.spoken(analyzer.tokens(text))
        guard !spoken.isEmpty else { return nil }
        let sequence = sequence(spoken, how: .exact)
        return sequence.isKnown ? sequence : nil
    }

    private static func spoken(_ tokens: [WordToken]) -> [String] {
        tokens.filter { $0.kind == .word }.prefix(mostWords).map { AnalysedText.form($0.form) }
    }

    private func sequence(_ spoken: [String], how: MatchedWord.How) -> WordSequence {
        WordSequence(positions: spoken.map { family(of: $0, how: how) }, how: how)
    }

    /// The forms that share a word's stem.
    private func family(of word: String, how: MatchedWord.How) -> [SoughtForm] {
        var family = words.sharing(stem: AnalysedText.form(analyzer.stem(word)))
        if !family.contains(where: { $0.form == word }), let exact = words.find(word) { family.append(exact) }
        return family.map {
            let isSame = $0.form == word
            return SoughtForm(
                number: $0.number, form: $0.form, weight: isSame ? 1 : WordWeights.stem,
                how: isSame || how != .exact ? how : .stem, listings: $0.listings)
        }
    }

    private mutating func add(
        _ spoken: [String], _ weight: Double, _ how: MatchedWord.How, to places: ClosedRange<Int>
    ) {
        var sequence = sequence(spoken, how: how)
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
        let known = Set(plan.terms[free[last].place].variants[0].positions[0].map(\.number))
        let completions = words.beginning(with: free[last].form).filter { !known.contains($0.number) }
        guard !completions.isEmpty else { return }
        free[last].isBeginning = true
        plan.terms[free[last].place].variants.append(
            WordSequence(
                weight: WordWeights.prefix,
                positions: [
                    completions.map {
                        SoughtForm(
                            number: $0.number, form: $0.form, weight: 1, how: .prefix, listings: $0.listings)
                    }
                ], how: .prefix))
    }

    private mutating func addCompoundsAndCorrections(of word: FreeWord) async throws {
        if let parts = try await split(word.form, listings: word.listings) {
            return add(parts, WordWeights.compound, .compound, to: word.place...word.place)
        }
        guard !word.isBeginning else { return }
        for (form, distance) in corrections(of: word.form, listings: word.listings) {
            var weight = distance == 1 ? WordWeights.oneEdit : WordWeights.twoEdits
            if form.utf8.first != word.form.utf8.first { weight *= WordWeights.otherInitial }
            add([form], weight, .typo, to: word.place...word.place)
            for other in query.synonyms.alternatives(to: [form]) {
                add(other, weight * WordWeights.synonym, .typo, to: word.place...word.place)
            }
        }
    }

    private mutating func addJoins(_ free: [FreeWord]) {
        for (first, second) in zip(free, free.dropFirst()) where second.place == first.place + 1 {
            let places = first.place...second.place
            add([first.form + second.form], WordWeights.compound, .compound, to: places)
            let both = analyzer.tokens(first.form + " " + second.form)
            for token in both where token.kind != .word && token.width == 2 {
                add([AnalysedText.form(token.form)], 1, .compound, to: places)
            }
        }
    }

    /// A synonym of several words stands for each of them.
    private mutating func addSynonyms(_ free: [FreeWord]) {
        for start in free.indices {
            for end in start..<min(start + Synonyms.maximumWords, free.count)
            where free[end].place - free[start].place == end - start {
                let spoken = free[start...end].map(\.form)
                for other in query.synonyms.alternatives(to: spoken) where !other.contains(spoken[0]) {
                    add(other, WordWeights.synonym, .synonym, to: free[start].place...free[end].place)
                }
            }
        }
    }

    // MARK: Words written together

    /// The two words that a word consists of: they stand next to each other in a listing, and both are commoner than
    /// the word itself. Of several cuts the one whose rarer part is commonest wins.
    private func split(_ word: String, listings: Int) async throws -> [String]? {
        let letters = Array(word.unicodeScalars)
        guard (3...40).contains(letters.count) else { return nil }
        var cuts: [(parts: [String], listings: Int)] = []
        for cut in 1..<letters.count where Self.isAllowed(cut, letters, isUnknown: listings == 0) {
            let parts = [letters[..<cut], letters[cut...]].map { String(String.UnicodeScalarView($0)) }
            guard let head = words.find(parts[0]), let tail = words.find(parts[1]) else { continue }
            let rarer = min(head.listings, tail.listings)
            if rarer > listings { cuts.append((parts, rarer)) }
        }
        cuts.sort { $0.listings > $1.listings }
        for cut in cuts.prefix(Self.mostCuts) where try await standTogether(cut.parts) { return cut.parts }
        return nil
    }

    /// Parts have three letters at least; of an unknown word two, or one before the rest ("tshirt"); and any number
    /// where letters meet digits.
    private static func isAllowed(_ cut: Int, _ letters: [Unicode.Scalar], isUnknown: Bool) -> Bool {
        if isDigit(letters[cut - 1]) != isDigit(letters[cut]) { return true }
        let shortest = min(cut, letters.count - cut)
        return shortest >= 3 || (isUnknown && (shortest == 2 || cut == 1))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    // MARK: Slips

    /// Forms that a misspelled word may mean: one edit in words of 4 to 7 letters and two in longer ones; the nearest
    /// win, those that keep the first letter before others, then the commoner ones. A known word is corrected only
    /// when it is rare, and only to words ten times as common. Words with digits are codes and never corrected.
    private func corrections(of word: String, listings: Int) -> [(form: String, distance: Int)] {
        let rare = max(1, corpus.listings / 50_000)
        guard listings <= rare, (4...40).contains(word.utf8.count),
            !word.unicodeScalars.contains(where: { $0.properties.numericType != nil })
        else { return [] }
        let found = words.near(word, limit: word.count < 8 ? 1 : 2)
            .filter { $0.form.listings >= max(1, listings * 10) }
            .map { near -> (form: String, distance: Int, cost: Double, listings: Int) in
                let keepsInitial = near.form.form.utf8.first == word.utf8.first
                return (
                    near.form.form, near.distance, Double(near.distance) + (keepsInitial ? 0 : 0.5),
                    near.form.listings
                )
            }
            .sorted { ($0.cost, -$0.listings, $0.form) < ($1.cost, -$1.listings, $1.form) }
        guard let best = found.first else { return [] }
        return found.prefix(Self.mostCorrections).filter { $0.cost == best.cost }.map {
            ($0.form, $0.distance)
        }
    }
}
