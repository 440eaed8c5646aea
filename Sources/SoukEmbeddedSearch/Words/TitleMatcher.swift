import SoukAnalysis
import SoukSearch

/// Compares titles with a planned query; what a query's terms look like is worked out once for all titles.
///
/// It reads the words of titles as their segments have them.
struct TitleMatcher {
    private let scorer: WordScorer
    private let wanted: [Int]
    private let head: Int?
    private let totalRarity: Double
    private let measures: Measures
    private let trigrams: LetterTrigrams
    private var layers: [Layer?]

    /// What is known of a layer's words.
    private struct Layer {
        let reader: LayerReader
        var trigrams: [UInt32: UInt64] = [:]
    }

    /// nil for a query that wants nothing.
    init?(_ scorer: WordScorer, query: WordQuery, analyzer: TextAnalyzer) {
        let terms = scorer.plan.terms
        let wanted = terms.indices.filter { terms[$0].term.weight > 0 }
        guard !wanted.isEmpty else { return nil }
        self.wanted = wanted
        self.scorer = scorer
        head = query.head.flatMap { head in wanted.firstIndex { terms[$0].term.text == head } }
        totalRarity = max(wanted.reduce(0) { $0 + terms[$1].rarity }, .leastNormalMagnitude)
        measures = Measures(analyzer.tokens(query.text))
        trigrams = LetterTrigrams(wanted.flatMap { analyzer.words(terms[$0].term.text) })
        layers = Array(repeating: nil, count: scorer.snapshot.layers.count)
    }

    /// nil where there is no such document, or its title holds no word.
    mutating func evidence(rowID: Int64) -> TitleEvidence? {
        guard let place = scorer.snapshot.place(of: rowID) else { return nil }
        var layer =
            layers[place.layer]
            ?? Layer(reader: scorer.reader(place.layer))
        layers[place.layer] = nil
        defer { layers[place.layer] = layer }
        return evidence(place.document, &layer)
    }

    private func evidence(_ document: Int, _ layer: inout Layer) -> TitleEvidence? {
        let segment = layer.reader.layer.segment
        let count = Int(segment.length(document, .title))
        guard count > 0 else { return nil }
        guard layer.reader.read(document, CollectionOfOne(.title)) > 0 else {
            return nothing(in: document, segment, &layer.trigrams)
        }
        var isMatched = [Bool](repeating: false, count: count)
        var strengths: [Double] = []
        var ends: [Set<Int>] = []
        for term in wanted {
            let found = match(term, layer.reader, &isMatched)
            strengths.append(found.strength)
            ends.append(found.ends)
        }
        let matched = isMatched.indices.filter { isMatched[$0] }
        let rarities = wanted.map { scorer.plan.terms[$0].rarity }
        let covered = zip(rarities, strengths).reduce(0) { $0 + $1.0 * $1.1 }
        let missing = zip(rarities, strengths).filter { $0.1 < 0.5 }.map(\.0).max() ?? 0
        return TitleEvidence(
            strength: strengths.reduce(0, +) / Double(wanted.count), coverage: covered / totalRarity,
            missing: missing / totalRarity * Double(wanted.count),
            hasSameHead: head.flatMap { head in segment.head(document).map { ends[head].contains($0) } },
            opening: 1 - Double(matched.first ?? count) / Double(count), density: Self.density(matched),
            startsWithTerm: isMatched[0], letters: letters(document, segment, &layer.trigrams),
            focus: Double(matched.count) / Double(count),
            measures: agreement(document, segment))
    }

    /// Of a title that says no term.
    private func nothing(
        in document: Int, _ segment: WordSegment, _ trigrams: inout [UInt32: UInt64]
    ) -> TitleEvidence {
        let rarest = wanted.map { scorer.plan.terms[$0].rarity }.max() ?? 0
        return TitleEvidence(
            strength: 0, coverage: 0, missing: rarest / totalRarity * Double(wanted.count),
            hasSameHead: head.flatMap { _ in segment.head(document).map { _ in false } }, opening: 0,
            density: 0,
            startsWithTerm: false, letters: letters(document, segment, &trigrams), focus: 0,
            measures: agreement(document, segment))
    }

    /// nil where the query names no measure.
    private func agreement(_ document: Int, _ segment: WordSegment) -> Double? {
        measures.isEmpty ? nil : measures.agreement(with: Measures(segment.words(document, .title)))
    }

    /// The strongest way in which a title says a term, and at which words such ways end.
    private func match(
        _ term: Int, _ reader: LayerReader, _ isMatched: inout [Bool]
    ) -> (strength: Double, ends: Set<Int>) {
        var (strength, ends) = (0.0, Set<Int>())
        for sequence in scorer.variants[term] {
            let positions = scorer.sequences[sequence].positions
            for start in reader.starts(of: sequence) where start.field == .title {
                var weakest = positions[0][start.form].weight
                var last = start.width
                for distance in positions.indices.dropFirst() {
                    let place = start.place + UInt32(distance)
                    let words = reader.words(sequence, distance).filter { $0.place == place }
                    weakest = min(weakest, words.map { positions[distance][$0.form].weight }.max() ?? 0)
                    last = words.map(\.width).max() ?? 1
                }
                let end = start.offset + positions.count - 1 + (last - 1)
                guard end < isMatched.count else { continue }
                strength = max(strength, weakest * scorer.sequences[sequence].weight)
                ends.insert(end)
                for offset in start.offset...end { isMatched[offset] = true }
            }
        }
        return (strength, ends)
    }

    private static func density(_ matched: [Int]) -> Double {
        guard let first = matched.first, let last = matched.last, matched.count > 1 else { return 0 }
        return Double(matched.count) / Double(last - first + 1)
    }

    private func letters(
        _ document: Int, _ segment: WordSegment, _ known: inout [UInt32: UInt64]
    ) -> Double {
        var found: UInt64 = 0
        for token in segment.tokens(document, .title) where !PackedToken.isSamePosition(token) {
            let term = PackedToken.term(token)
            if let mask = known[term] {
                found |= mask
                continue
            }
            let mask = trigrams.mask(segment.terms[Int(term)])
            known[term] = mask
            found |= mask
        }
        return trigrams.share(found)
    }
}
