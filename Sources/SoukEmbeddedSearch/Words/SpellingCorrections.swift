import Foundation
import SoukSearch

/// Words of the index that a misspelled word may mean.
///
/// One edit in words of 4 and 5 letters, two in longer ones; those of 6 and 7 only where fingers do them easily. What fingers do easily, what keeps the first letter (a
/// buyer rarely gets it wrong) and what is common in the index wins. Words with digits are codes and are never
/// corrected.
struct SpellingCorrections {
    static let maximum = 3
    let vocabulary: Vocabulary
    let forms: WordForms
    let corpus: CorpusStatistics

    struct Correction: Equatable {
        var form: String
        /// In edits.
        var distance: Int
        /// By the keyboard.
        var cost: Double
        var keepsInitial: Bool
        var documents: Int

        /// Less is better: ten times as many documents make up for a seventh of an edit.
        var doubt: Double { cost + (keepsInitial ? 0 : 0.5) - 0.06 * log(Double(documents)) }
    }

    /// Two edits of a short word together cost no more.
    private static let easy = 1.65

    /// How much more doubtful than the best one a correction may be.
    private static let tolerance = 0.15

    /// - Parameter documents: How many documents hold the word as typed. A known word is corrected only when
    ///   it is rare, and only to words that are much commoner, the more the farther they are.
    func of(_ word: String, documents: Int) -> [Correction] {
        let rare = max(1, Int(corpus.documents / 50_000))
        guard documents <= rare, (4...40).contains(word.utf8.count), word.allSatisfy(\.isLetter) else {
            return []
        }
        var found: [Correction] = []
        for near in vocabulary.near(word, limit: word.count < 6 ? 1 : 2) {
            let cost = KeyboardDistance.cost(word.utf8, near.form.utf8)
            guard word.count >= 8 || near.distance == 1 || cost <= Self.easy,
                let known = forms.find(near.form), known.documents >= 1,
                Double(known.documents) >= Double(documents) * 10 * max(1, cost)
            else { continue }
            found.append(
                Correction(
                    form: near.form, distance: near.distance, cost: cost,
                    keepsInitial: near.form.first == word.first, documents: known.documents))
        }
        found.sort { ($0.doubt, $0.form) < ($1.doubt, $1.form) }
        guard let best = found.first else { return [] }
        return found.prefix(Self.maximum).filter { $0.doubt <= best.doubt + Self.tolerance }
    }
}
