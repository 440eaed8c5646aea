import SoukAnalysis
import SoukSearch

/// The forms of a word that share a stem.
///
/// The index holds words as written, so a search may tell an exact match from one by stem, and prefixes and
/// corrections meet whole words. The number of documents of a family is the sum over its forms.
struct WordFamilies {
    let forms: WordForms
    let analyzer: TextAnalyzer
    let stemWeight: Double

    func sequence(_ words: [String], how: MatchedWord.How) -> WordSequence {
        WordSequence(weight: 1, positions: words.map { family(of: $0, how: how) }, how: how)
    }

    /// All ways in which a text may be written: word after word, and as one.
    func sequences(saying text: String) -> [WordSequence] {
        let term = AnalysedTerm(text, analyzer)
        guard !term.words.isEmpty else { return [] }
        return [sequence(term.words, how: .exact)] + term.wholes.map { sequence([$0.form], how: .exact) }
    }

    private func family(of word: String, how: MatchedWord.How) -> [SoughtForm] {
        var family = forms.sharing(stem: analyzer.stem(word))
        if !family.contains(where: { $0.form == word }), let exact = forms.find(word) {
            family.append(exact)
        }
        return family.map {
            let isSame = $0.form == word
            return SoughtForm(
                form: $0.form, weight: isSame ? 1 : stemWeight, how: isSame || how != .exact ? how : .stem,
                documents: $0.documents)
        }
    }
}
