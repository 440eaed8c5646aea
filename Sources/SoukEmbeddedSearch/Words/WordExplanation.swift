import SoukSearch

/// Says of a scored document which words met which, and what speaks for it.
struct WordExplanation {
    let terms: [WordScorer.ScoredTerm]
    let scoring: WordScoring
    let corpus: CorpusStatistics

    /// Each word of the document once a field, for each term that it meets by the term's best way.
    func matches(in rowID: Int64) -> [MatchedWord] {
        var matches: [MatchedWord] = []
        for term in terms {
            guard let document = term[rowID] else { continue }
            for word in term.found[document.variant].words(in: rowID) {
                let match = MatchedWord(
                    term: term.planned.term.text, word: word.form.form, field: word.entry.field,
                    how: word.form.how)
                if !matches.contains(match) { matches.append(match) }
            }
        }
        return matches
    }

    func evidence(in rowID: Int64) -> WordEvidence {
        var evidence = WordEvidence.none
        let wanted = terms.filter { $0.planned.term.weight > 0 }
        let total = wanted.reduce(0) { $0 + $1.planned.term.weight * $1.planned.rarity }
        let share = 1 / Double(max(wanted.count, 1))
        var spans: [[Span]] = []
        for term in wanted {
            guard let document = term[rowID] else {
                spans.append([])
                continue
            }
            let worth = term.planned.term.weight * term.planned.rarity
            let found = term.found[document.variant]
            evidence.coverage += worth
            evidence.titleLength = Int(document.lengths.title)
            addFieldScores(found, rowID, document.lengths, worth, to: &evidence)
            let words = found.words(in: rowID)
            switch words.map(\.form.how).min() {
            case .exact, .code: evidence.exactShare += share
            case .stem, .prefix: evidence.stemShare += share
            case .compound, .measure, .synonym: evidence.synonymShare += share
            case .typo: evidence.typoShare += share
            case nil: break
            }
            for word in words where word.entry.field == .title {
                evidence.firstPosition = min(evidence.firstPosition ?? .max, word.entry.offset)
            }
            spans.append(
                found.starts[rowID].map {
                    Span(
                        start: $0.place, count: UInt32(found.sequence.positions.count),
                        width: UInt32(found.sequence.width),
                        how: found.sequence.how)
                })
        }
        evidence.coverage = min(1, evidence.coverage / max(total, .leastNormalMagnitude))
        evidence.queryTerms = wanted.count
        evidence.adjacency = adjacency(spans)
        return evidence
    }

    private func addFieldScores(
        _ found: FoundSequence, _ rowID: Int64, _ lengths: FieldValues, _ worth: Double,
        to evidence: inout WordEvidence
    ) {
        let counts = found.counts(in: rowID)
        for field in WordField.allCases where counts[field] > 0 {
            let frequency = scoring.normalised(counts[field], field, lengths, corpus)
            evidence.fieldScores[field] += worth * found.sequence.weight * scoring.saturated(frequency)
        }
    }

    /// Where a term stands.
    private struct Span {
        var start: UInt32
        var count: UInt32
        /// At most; a whole may stand for several words.
        var width: UInt32
        var how: MatchedWord.How
    }

    /// Neighbouring terms that one compound or synonym meets together are adjacent, too.
    private func adjacency(_ spans: [[Span]]) -> Double {
        guard spans.count > 1 else { return 0 }
        let pairs = zip(spans, spans.dropFirst()).filter { first, second in
            first.contains { a in
                second.contains { b in
                    b.start == a.start + a.count || b.start == a.start + a.width
                        || (a.start == b.start && a.how == b.how && a.how >= .compound)
                }
            }
        }
        return Double(pairs.count) / Double(spans.count - 1)
    }
}
