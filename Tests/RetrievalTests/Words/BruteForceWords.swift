import Foundation

import SoukEmbeddedSearch
import SoukSearch

/// BM25F by its definition, over words between blanks that have neither endings nor synonyms.
struct BruteForceWords {
    /// How often each field holds each word.
    private let counts: [Int64: [WordField: [String: Int]]]
    private let averages: [WordField: Double]
    private let scoring: WordScoring

    init(_ documents: [Int64: WordDocument], scoring: WordScoring) {
        self.scoring = scoring
        counts = documents.mapValues { document in
            Dictionary(
                uniqueKeysWithValues: WordField.allCases.map { field in
                    (
                        field,
                        document[field].split(separator: " ").reduce(into: [:]) {
                            $0[String($1), default: 0] += 1
                        }
                    )
                })
        }
        let all = counts
        averages = Dictionary(
            uniqueKeysWithValues: WordField.allCases.map { field in
                (field, Double(all.values.reduce(0) { $0 + Self.length($1, field) }) / Double(all.count))
            })
    }

    /// - Parameter head: counts a tenth more than the rarest of the other words, or more.
    func search(
        _ terms: [String], head: String?, without excluded: [String], allowed: Set<Int64>?
    ) -> [(Int64, Double)] {
        var rarities = Dictionary(uniqueKeysWithValues: terms.map { ($0, rarity($0)) })
        let known = terms.filter { term in counts.keys.contains { holds($0, term) } }
        let others = known.filter { $0 != head }.compactMap { rarities[$0] }
        if let head, known.contains(head), let rarest = others.max() {
            rarities[head] = max(rarities[head] ?? 0, 1.1 * rarest)
        }
        let total = rarities.values.reduce(0, +)
        var scores: [(Int64, Double)] = []
        for row in counts.keys where allowed?.contains(row) ?? true {
            if excluded.contains(where: { holds(row, $0) }) { continue }
            let met = rarities.filter { holds(row, $0.key) }
            guard !met.isEmpty else { continue }
            let sum = met.reduce(0.0) { $0 + $1.value * saturated(row, $1.key) }
            let covered = met.values.reduce(0, +) / total
            let share = scoring.coverageShare
            scores.append((row, sum * (1 - share + share * covered)))
        }
        return scores.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
    }

    private func count(_ word: String, _ row: Int64, _ field: WordField) -> Int {
        counts[row]?[field]?[word] ?? 0
    }

    private func holds(_ row: Int64, _ word: String) -> Bool {
        WordField.allCases.contains { count(word, row, $0) > 0 }
    }

    private func rarity(_ word: String) -> Double {
        let holding = Double(counts.keys.count { holds($0, word) })
        return log(1 + (Double(counts.count) - holding + 0.5) / (holding + 0.5))
    }

    private func saturated(_ row: Int64, _ word: String) -> Double {
        var frequency = 0.0
        for field in WordField.allCases {
            let b = scoring.lengthNormalisation[field]
            let length = Double(Self.length(counts[row] ?? [:], field))
            let norm = 1 - b + b * length / max(averages[field] ?? 0, 1)
            frequency += scoring.weights[field] * Double(count(word, row, field)) / norm
        }
        return frequency * (scoring.saturation + 1) / (frequency + scoring.saturation)
    }

    private static func length(_ document: [WordField: [String: Int]], _ field: WordField) -> Int {
        document[field]?.values.reduce(0, +) ?? 0
    }
}
