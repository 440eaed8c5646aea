import SoukSearch

/// Scores single documents of a layer, and says which words met which, and what speaks for them.
final class WordExplanation {
    private let scorer: WordScorer
    private let reader: LayerReader
    /// Places of the wanted terms.
    private let wanted: [Int]
    /// Of each term, its weight times its rarity.
    private let worths: [Double]

    init(scorer: WordScorer, reader: LayerReader) {
        (self.scorer, self.reader) = (scorer, reader)
        wanted = scorer.plan.terms.indices.filter { scorer.plan.terms[$0].term.weight > 0 }
        worths = scorer.plan.terms.map { $0.term.weight * $0.rarity }
    }

    /// A term that the document holds, by its strongest way.
    private struct Met {
        /// Its place in the plan.
        var term: Int
        var sequence: Int
        var strength: Double
        var worth: Double
    }

    /// nil for a document without any wanted term, or with an excluded one.
    func hit(_ row: Int64, of document: Int) -> WordHit? {
        reader.read(document)
        guard !scorer.exclusions.contains(where: reader.says) else { return nil }
        let lengths = reader.layer.segment.fieldLengths(reader.document)
        let met = scorer.plan.terms.indices.map { meet($0, lengths) }
        var (wanted, covered, unwanted) = (0.0, 0.0, 0.0)
        for case let met? in met {
            if met.worth > 0 {
                wanted += met.worth * met.strength
                covered += met.worth
            } else {
                unwanted += met.worth * met.strength
            }
        }
        guard let score = scorer.score(wanted: wanted, covered: covered, unwanted: unwanted) else {
            return nil
        }
        let words = met.map { $0.map { reader.words(of: $0.sequence) } ?? [] }
        return WordHit(
            rowID: row, score: score, matches: matches(met, words), evidence: evidence(met, words, lengths))
    }

    private func meet(_ index: Int, _ lengths: FieldValues) -> Met? {
        var best: (sequence: Int, strength: Double)?
        for sequence in scorer.variants[index] where reader.says(sequence) {
            let frequency = scorer.scoring.frequency(
                reader.counts(of: sequence), lengths: lengths, scorer.corpus)
            let strength = reader.sequences[sequence].weight * scorer.scoring.saturated(frequency)
            if strength > best?.strength ?? 0 { best = (sequence, strength) }
        }
        return best.map {
            Met(term: index, sequence: $0.sequence, strength: $0.strength, worth: worths[index])
        }
    }

    private typealias Words = [(form: SoughtForm, word: FoundWord)]

    /// Each word of the document once a field, for each term that it meets by the term's best way.
    private func matches(_ met: [Met?], _ words: [Words]) -> [MatchedWord] {
        var matches: [MatchedWord] = []
        for (met, words) in zip(met, words) {
            guard let met else { continue }
            let term = scorer.plan.terms[met.term].term.text
            for word in words {
                let match = MatchedWord(
                    term: term, word: word.form.form, field: word.word.field, how: word.form.how)
                if !matches.contains(match) { matches.append(match) }
            }
        }
        return matches
    }

    private func evidence(_ met: [Met?], _ words: [Words], _ lengths: FieldValues) -> WordEvidence {
        var evidence = WordEvidence.none
        let share = 1 / Double(max(wanted.count, 1))
        var spans: [[Span]] = []
        evidence.titleLength = Int(lengths.title)
        for index in wanted {
            guard let met = met[index] else {
                spans.append([])
                continue
            }
            evidence.coverage += met.worth
            addFieldScores(met, lengths, to: &evidence)
            switch words[index].lazy.map(\.form.how).min() {
            case .exact, .code: evidence.exactShare += share
            case .stem, .prefix: evidence.stemShare += share
            case .compound, .measure, .synonym: evidence.synonymShare += share
            case .typo: evidence.typoShare += share
            case nil: break
            }
            for word in words[index] where word.word.field == .title {
                evidence.firstPosition = min(evidence.firstPosition ?? .max, word.word.offset)
            }
            if wanted.count > 1 { spans.append(self.spans(of: met.sequence)) }
        }
        evidence.coverage = min(1, evidence.coverage / max(scorer.total, .leastNormalMagnitude))
        evidence.queryTerms = wanted.count
        evidence.adjacency = adjacency(spans)
        return evidence
    }

    private func addFieldScores(_ met: Met, _ lengths: FieldValues, to evidence: inout WordEvidence) {
        let counts = reader.counts(of: met.sequence)
        for field in WordField.allCases where counts[field] > 0 {
            let frequency = scorer.scoring.normalised(counts[field], field, lengths, scorer.corpus)
            evidence.fieldScores[field] +=
                met.worth * reader.sequences[met.sequence].weight * scorer.scoring.saturated(frequency)
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

    private func spans(of sequence: Int) -> [Span] {
        let (count, width, how) = (
            UInt32(reader.sequences[sequence].positions.count), UInt32(reader.sequences[sequence].width),
            reader.sequences[sequence].how
        )
        return reader.starts(of: sequence).map { Span(start: $0.place, count: count, width: width, how: how) }
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
