import CSoukPostings
import SoukSearch

/// Finds and scores documents by a plan; see `WordScoring` for the formula.
struct WordScorer {
    let snapshot: WordSnapshot
    let plan: QueryPlan
    let scoring: WordScoring
    let corpus: CorpusStatistics
    /// All ways of saying the plan's terms, and then what no result may hold.
    let sequences: [WordSequence]
    /// Which of the sequences say each term.
    let variants: [Range<Int>]
    /// What a document is worth that holds all wanted terms.
    let total: Double
    private let readers: Readers

    /// One a layer, for all that is asked about the plan; made when the first is asked for.
    private final class Readers {
        var readers: [LayerReader?]

        init(_ count: Int) { readers = Array(repeating: nil, count: count) }
    }

    init(
        _ snapshot: WordSnapshot, plan: QueryPlan, scoring: WordScoring, corpus: CorpusStatistics
    ) {
        self.snapshot = snapshot
        self.plan = plan
        self.scoring = scoring
        self.corpus = corpus
        var sequences: [WordSequence] = []
        var variants: [Range<Int>] = []
        for term in plan.terms {
            variants.append(sequences.count..<sequences.count + term.variants.count)
            sequences += term.variants
        }
        self.sequences = sequences + plan.exclusions
        self.variants = variants
        total = plan.terms.reduce(0) { $0 + max(0, $1.term.weight) * $1.rarity }
        readers = Readers(snapshot.layers.count)
    }

    /// Reads the documents of a layer; what it read last is seen by all who share the plan.
    func reader(_ layer: Int) -> LayerReader {
        if let reader = readers.readers[layer] { return reader }
        let reader = LayerReader(snapshot.layers[layer], sequences)
        readers.readers[layer] = reader
        return reader
    }

    var exclusions: Range<Int> { sequences.count - plan.exclusions.count..<sequences.count }

    /// The terms that are wanted, in the query's order.
    var wanted: [PlannedTerm] { plan.terms.filter { $0.term.weight > 0 } }

    /// The best documents, best first; equal scores by row id.
    ///
    /// - Parameter rows: only these; nil for all.
    func best(_ limit: Int, among rows: RowSet? = nil) -> [WordHit] {
        guard total > 0, rows?.isEmpty != true else { return [] }
        var top = TopRows(limit: limit)
        for (number, layer) in snapshot.layers.enumerated() where layer.count > 0 {
            LayerScan(self, reader(number), among: rows).run(&top)
        }
        return hits(of: top.sorted().map(\.rowID)).sorted {
            $0.score == $1.score ? $0.rowID < $1.rowID : $0.score > $1.score
        }
    }

    /// The documents that hold the same wanted terms, by the terms' bits in the query's order; those without any, and
    /// those that hold what is excluded, are left out.
    func rowsByHeldTerms() -> [UInt32: RowSet] {
        var rows: [UInt32: RowSet] = [:]
        for (number, layer) in snapshot.layers.enumerated() where layer.count > 0 {
            let wanted = LayerScan.wanted(self, reader(number))
            guard wanted.count > Self.fewTerms else {
                for (held, documents) in Self.byHeldTerms(wanted) {
                    rows[held, default: RowSet()].formUnion(layer.rows(documents))
                }
                continue
            }
            let any = wanted.dropFirst().reduce(into: wanted[0]) { any, bits in
                for word in any.indices { any[word] |= bits[word] }
            }
            any.forEachBit { document in
                var held: UInt32 = 0
                for (term, bits) in wanted.enumerated()
                where bits[document >> 6] >> UInt64(document & 63) & 1 != 0 { held |= 1 << UInt32(term) }
                rows[held, default: RowSet()].insert(layer.segment.rows[document])
            }
        }
        return rows
    }

    /// So many terms have few combinations, and a bitmap is made of each.
    private static let fewTerms = 4

    /// Splits the documents by one term after the other.
    private static func byHeldTerms(_ wanted: [[UInt64]]) -> [(held: UInt32, documents: [UInt64])] {
        var parts: [(held: UInt32, documents: [UInt64])] = []
        var seen = [UInt64](repeating: 0, count: wanted.first?.count ?? 0)
        for (term, bits) in wanted.enumerated() {
            for part in parts.indices {
                var (both, some) = (parts[part].documents, UInt64(0))
                for word in both.indices {
                    both[word] &= bits[word]
                    some |= both[word]
                }
                guard some != 0 else { continue }
                for word in both.indices { parts[part].documents[word] &= ~bits[word] }
                parts.append((parts[part].held | 1 << UInt32(term), both))
            }
            var (new, some) = (bits, UInt64(0))
            for word in new.indices {
                new[word] &= ~seen[word]
                some |= new[word]
                seen[word] |= bits[word]
            }
            if some != 0 { parts.append((1 << UInt32(term), new)) }
        }
        return parts.filter { $0.documents.contains { $0 != 0 } }
    }

    /// Those of the documents that hold a word of the query, in the given order.
    ///
    /// - Parameter isHolding: whether a row may hold one, where that is known; others are not read.
    func hits(of rowIDs: [Int64], where isHolding: (Int64) -> Bool = { _ in true }) -> [WordHit] {
        guard total > 0 else { return [] }
        var explanations: [WordExplanation?] = Array(repeating: nil, count: snapshot.layers.count)
        return rowIDs.compactMap { row in
            guard isHolding(row), let place = snapshot.place(of: row) else { return nil }
            let explanation =
                explanations[place.layer]
                ?? WordExplanation(scorer: self, reader: reader(place.layer))
            explanations[place.layer] = explanation
            return explanation.hit(row, of: place.document)
        }
    }

    /// nil for a document without any wanted term.
    func score(wanted: Double, covered: Double, unwanted: Double) -> Double? {
        guard wanted > 0 else { return nil }
        return wanted * scoring.coverageFactor(min(1, covered / total)) + unwanted
    }
}
