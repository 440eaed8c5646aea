import CSoukPostings
import SoukSearch

/// Finds and scores documents by a plan; see `WordScoring` for the formula.
struct WordScorer {
    let snapshot: WordSnapshot
    let plan: QueryPlan
    let scoring: WordScoring
    let corpus: CorpusStatistics
    /// Only these; nil for all.
    let allowed: RowSet?
    /// All ways of saying the plan's terms, and then what no result may hold.
    let sequences: [WordSequence]
    /// Which of the sequences say each term.
    let variants: [Range<Int>]
    /// What a document is worth that holds all wanted terms.
    let total: Double

    init(
        _ snapshot: WordSnapshot, plan: QueryPlan, scoring: WordScoring, corpus: CorpusStatistics,
        allowed: RowSet?
    ) {
        self.snapshot = snapshot
        self.plan = plan
        self.scoring = scoring
        self.corpus = corpus
        self.allowed = allowed
        var sequences: [WordSequence] = []
        var variants: [Range<Int>] = []
        for term in plan.terms {
            variants.append(sequences.count..<sequences.count + term.variants.count)
            sequences += term.variants
        }
        self.sequences = sequences + plan.exclusions
        self.variants = variants
        total = plan.terms.reduce(0) { $0 + max(0, $1.term.weight) * $1.rarity }
    }

    var exclusions: Range<Int> { sequences.count - plan.exclusions.count..<sequences.count }

    /// The best documents, best first; equal scores by row id.
    func best(_ limit: Int) -> [WordHit] {
        guard total > 0 else { return [] }
        var top = TopRows(limit: limit)
        for layer in snapshot.layers where layer.count > 0 {
            LayerScan(self, LayerReader(layer, sequences)).run(&top)
        }
        return hits(of: top.sorted().map(\.rowID)).sorted {
            $0.score == $1.score ? $0.rowID < $1.rowID : $0.score > $1.score
        }
    }

    /// All documents that hold a wanted term, in order of row id.
    func rows() -> [Int64] {
        guard total > 0 else { return [] }
        var rows: [Int64] = []
        for layer in snapshot.layers where layer.count > 0 {
            let wanted = LayerScan(self, LayerReader(layer, sequences)).wanted()
            rows += wanted.setBits.map { layer.segment.rows[$0] }
        }
        return rows.filter { allowed?.contains($0) ?? true }.sorted()
    }

    /// Those of the documents that hold a word of the query, in the given order.
    func hits(of rowIDs: [Int64]) -> [WordHit] {
        guard total > 0 else { return [] }
        var readers: [LayerReader?] = Array(repeating: nil, count: snapshot.layers.count)
        return rowIDs.compactMap { row in
            guard allowed?.contains(row) ?? true, let place = snapshot.place(of: row) else { return nil }
            var reader = readers[place.layer] ?? LayerReader(snapshot.layers[place.layer], sequences)
            readers[place.layer] = nil
            reader.read(place.document)
            defer { readers[place.layer] = reader }
            return WordExplanation(scorer: self, reader: reader).hit(row)
        }
    }

    /// nil for a document without any wanted term.
    func score(wanted: Double, covered: Double, unwanted: Double) -> Double? {
        guard wanted > 0 else { return nil }
        return wanted * scoring.coverageFactor(min(1, covered / total)) + unwanted
    }
}
