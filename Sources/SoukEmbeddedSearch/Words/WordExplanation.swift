import SoukSearch

/// Scores single documents of a layer, and says which words met which, and what speaks for them.
final class WordExplanation {
    private let scorer: WordScorer
    private let reader: LayerReader
    /// Places of the wanted terms.
    private let wanted: [Int]
    /// Of each term, its weight times its rarity.
    private let worths: [Double]
    /// How the document that was read last meets each term.
    private var met: [Met?]

    init(scorer: WordScorer, reader: LayerReader) {
        (self.scorer, self.reader) = (scorer, reader)
        wanted = scorer.plan.terms.indices.filter { scorer.plan.terms[$0].term.weight > 0 }
        worths = scorer.plan.terms.map { $0.term.weight * $0.rarity }
        met = Array(repeating: nil, count: worths.count)
    }

    /// The strongest way in which the document says a term.
    private struct Met {
        var sequence: Int
        var strength: Double
    }

    /// nil for a document without any wanted term, or with an excluded one.
    func hit(_ row: Int64, of document: Int) -> WordHit? {
        reader.read(document)
        guard !scorer.exclusions.contains(where: reader.says) else { return nil }
        let lengths = reader.layer.segment.fieldLengths(reader.document)
        var (wanted, covered, unwanted) = (0.0, 0.0, 0.0)
        for (term, worth) in worths.enumerated() {
            let found = meet(term, lengths)
            met[term] = found
            guard let found else { continue }
            if worth > 0 {
                wanted += worth * found.strength
                covered += worth
            } else {
                unwanted += worth * found.strength
            }
        }
        guard let score = scorer.score(wanted: wanted, covered: covered, unwanted: unwanted) else {
            return nil
        }
        let coverage = min(1, covered / max(scorer.total, .leastNormalMagnitude))
        return WordHit(
            rowID: row, score: score, matches: matches(),
            evidence: WordEvidence(coverage: coverage, adjacency: adjacency()))
    }

    private func meet(_ index: Int, _ lengths: FieldValues) -> Met? {
        var best: (sequence: Int, strength: Double)?
        for sequence in scorer.variants[index] where reader.says(sequence) {
            let frequency = scorer.scoring.frequency(
                reader.counts(of: sequence), lengths: lengths, scorer.corpus)
            let strength = reader.sequences[sequence].weight * scorer.scoring.saturated(frequency)
            if strength > best?.strength ?? 0 { best = (sequence, strength) }
        }
        return best.map { Met(sequence: $0.sequence, strength: $0.strength) }
    }

    /// Each word of the document once a field, for each term that it meets by the term's best way.
    private func matches() -> [MatchedWord] {
        var matches: [MatchedWord] = []
        for (term, met) in met.enumerated() {
            guard let met else { continue }
            let text = scorer.plan.terms[term].term.text
            reader.eachWord(of: met.sequence) { form, word in
                let isKnown = matches.contains {
                    $0.field == word.field && $0.how == form.how && $0.word == form.form && $0.term == text
                }
                guard !isKnown else { return }
                matches.append(
                    MatchedWord(term: text, word: form.form, field: word.field, how: form.how))
            }
        }
        return matches
    }

    /// The part of the wanted terms' neighbours that stand next to each other.
    private func adjacency() -> Double {
        guard wanted.count > 1 else { return 0 }
        var pairs = 0
        for (left, right) in zip(wanted, wanted.dropFirst()) {
            guard let left = met[left], let right = met[right] else { continue }
            if areAdjacent(left.sequence, right.sequence) { pairs += 1 }
        }
        return Double(pairs) / Double(wanted.count - 1)
    }

    /// Terms that one compound or synonym meets together are adjacent, too; a whole may stand for several words.
    private func areAdjacent(_ left: Int, _ right: Int) -> Bool {
        let (first, second) = (reader.sequences[left], reader.sequences[right])
        let isTogether = first.how == second.how && first.how >= .compound
        let (count, width) = (UInt32(first.positions.count), UInt32(first.width))
        return reader.starts(of: left).contains { a in
            reader.starts(of: right).contains { b in
                b.place == a.place + count || b.place == a.place + width || (isTogether && a.place == b.place)
            }
        }
    }
}
