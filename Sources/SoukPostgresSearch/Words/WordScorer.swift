import SoukSearch

/// Scores listings exactly by where a plan's forms stand in them, and says why.
struct WordScorer: Sendable {
    let plan: WordPlan
    let corpus: CorpusStatistics

    /// The numbers of all forms that the plan looks for, by their bytes.
    var forms: [[UInt8]: Int32] {
        var forms: [[UInt8]: Int32] = [:]
        for sequence in plan.terms.flatMap(\.variants) + plan.exclusions {
            for form in sequence.positions.flatMap({ $0 }) { forms[Array(form.form.utf8)] = form.number }
        }
        return forms
    }

    /// A term as one listing has it best.
    private struct Said {
        var term: PlannedTerm
        var variant: WordSequence
        var starts: [(place: FoundText.Place, form: SoughtForm)]
        var strength: Double
    }

    /// nil for a listing without a wanted term, or with one that is excluded.
    func score(_ text: FoundText) -> RetrievalHit.WordScore? {
        guard !plan.exclusions.contains(where: { !text.starts(of: $0).isEmpty }) else { return nil }
        let said = plan.terms.map { best($0, text) }
        var (wanted, covered, unwanted) = (0.0, 0.0, 0.0)
        for one in said.compactMap({ $0 }) {
            if one.term.worth > 0 {
                wanted += one.term.worth * one.strength
                covered += one.term.worth
            } else {
                unwanted += one.term.worth * one.strength
            }
        }
        guard wanted > 0, plan.total > 0 else { return nil }
        let share = min(1, covered / plan.total)
        let score = wanted * (1 - WordWeights.coverageShare + WordWeights.coverageShare * share) + unwanted
        return RetrievalHit.WordScore(
            score: score, rank: nil, matches: matches(said, text), evidence: evidence(said))
    }

    private func best(_ term: PlannedTerm, _ text: FoundText) -> Said? {
        var best: Said?
        for variant in term.variants {
            let starts = text.starts(of: variant)
            guard !starts.isEmpty else { continue }
            var counts = FieldValues.zero
            for start in starts { counts[start.place.field] += start.form.weight }
            let frequency = WordField.allCases.reduce(0.0) { $0 + weighted(counts, $1, text) }
            let strength = variant.weight * WordWeights.saturated(frequency)
            guard strength > best?.strength ?? 0 else { continue }
            best = Said(term: term, variant: variant, starts: starts, strength: strength)
        }
        return best
    }

    private func weighted(_ counts: FieldValues, _ field: WordField, _ text: FoundText) -> Double {
        WordWeights.fields[field]
            * WordWeights.normalised(counts[field], field, text.lengths[field], corpus)
    }

    /// Each word of the listing once a field, for each term that it meets by the term's best way.
    private func matches(_ said: [Said?], _ text: FoundText) -> [MatchedWord] {
        var matches: [MatchedWord] = []
        for one in said.compactMap({ $0 }) {
            for start in one.starts {
                for word in text.words(of: one.variant, at: start.place) {
                    let match = MatchedWord(
                        term: one.term.term.text, word: word.form, field: start.place.field, how: word.how)
                    if !matches.contains(match) { matches.append(match) }
                }
            }
        }
        return matches
    }

    private func evidence(_ said: [Said?]) -> WordEvidence {
        let wanted = zip(plan.terms, said).filter { $0.0.term.weight > 0 }.map(\.1)
        let coverage = wanted.compactMap { $0 }.reduce(0) { $0 + $1.term.worth / plan.total }
        return WordEvidence(coverage: min(1, coverage), adjacency: Self.adjacency(wanted))
    }

    /// Neighbouring terms that one compound or synonym meets together are adjacent, too.
    private static func adjacency(_ wanted: [Said?]) -> Double {
        guard wanted.count > 1 else { return 0 }
        let pairs = zip(wanted, wanted.dropFirst()).filter { first, second in
            guard let first, let second else { return false }
            return first.starts.contains { a in
                second.starts.contains { b in
                    guard a.place.field == b.place.field else { return false }
                    let isTogether =
                        a.place == b.place && first.variant.how == second.variant.how
                        && first.variant.how >= .compound
                    return b.place.number == a.place.number + first.variant.positions.count || isTogether
                }
            }
        }
        return Double(pairs.count) / Double(wanted.count - 1)
    }
}
