import Foundation

@testable import Retrieval

/// BM25F by its definition, over words between blanks that have neither endings nor synonyms.
struct BruteForceWords {
    var documents: [Int64: WordDocument]
    let scoring: WordScoring

    func words(_ row: Int64, _ field: WordField) -> [String] {
        documents[row].map { $0[field].split(separator: " ").map(String.init) } ?? []
    }

    func search(_ terms: [String], without excluded: [String], allowed: Set<Int64>?) -> [(Int64, Double)] {
        let total = terms.reduce(0) { $0 + rarity($1) }
        var scores: [(Int64, Double)] = []
        for row in documents.keys where allowed?.contains(row) ?? true {
            if excluded.contains(where: { holds(row, $0) }) { continue }
            let met = terms.filter { holds(row, $0) }
            guard !met.isEmpty else { continue }
            let sum = met.reduce(0.0) { $0 + rarity($1) * saturated(row, $1) }
            let covered = met.reduce(0) { $0 + rarity($1) } / total
            let share = scoring.coverageShare
            scores.append((row, sum * (1 - share + share * covered)))
        }
        return scores.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
    }

    private func holds(_ row: Int64, _ word: String) -> Bool {
        WordField.allCases.contains { words(row, $0).contains(word) }
    }

    private func rarity(_ word: String) -> Double {
        let holding = Double(documents.keys.count { holds($0, word) })
        let all = Double(documents.count)
        return log(1 + (all - holding + 0.5) / (holding + 0.5))
    }

    private func saturated(_ row: Int64, _ word: String) -> Double {
        var frequency = 0.0
        for field in WordField.allCases {
            let words = words(row, field)
            let average =
                documents.keys.reduce(0.0) { $0 + Double(self.words($1, field).count) }
                / Double(documents.count)
            let b = scoring.lengthNormalisation[field]
            let norm = 1 - b + b * Double(words.count) / max(average, 1)
            frequency += scoring.weights[field] * Double(words.count { $0 == word }) / norm
        }
        return frequency * (scoring.saturation + 1) / (frequency + scoring.saturation)
    }
}
