import SoukSearch

/// Words of the index that a misspelled word may mean.
///
/// One edit in words of 4 to 7 letters and two in longer ones; the nearest words win, those that keep the
/// first letter before those that change it (a buyer rarely gets it wrong), then the commoner ones.
/// Words with digits are codes and are never corrected.
struct SpellingCorrections {
    static let maximum = 3
    let vocabulary: Vocabulary
    let forms: WordForms
    let corpus: CorpusStatistics

    struct Correction: Equatable {
        var form: String
        var distance: Int
        var keepsInitial: Bool
        var documents: Int

        var cost: Double { Double(distance) + (keepsInitial ? 0 : 0.5) }
    }

    /// - Parameter documents: How many documents hold the word as typed. A known word is corrected only when
    ///   it is rare, and only to words ten times as common.
    func of(_ word: String, documents: Int) -> [Correction] {
        let rare = max(1, Int(corpus.documents / 50_000))
        guard documents <= rare, (4...40).contains(word.utf8.count),
            !word.unicodeScalars.contains(where: { $0.properties.numericType != nil })
        else { return [] }
        var found: [Correction] = []
        for near in vocabulary.near(word, limit: word.count < 8 ? 1 : 2) {
            guard let known = forms.find(near.form), known.documents >= max(1, documents * 10) else {
                continue
            }
            found.append(
                Correction(
                    form: near.form, distance: near.distance,
                    keepsInitial: near.form.first == word.first, documents: known.documents))
        }
        found.sort { ($0.cost, -$0.documents, $0.form) < ($1.cost, -$1.documents, $1.form) }
        guard let best = found.first else { return [] }
        return found.prefix(Self.maximum).filter { $0.cost == best.cost }
    }
}
