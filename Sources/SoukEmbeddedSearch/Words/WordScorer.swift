import GRDB
import SoukAnalysis
import SoukSearch

/// Scores documents by a plan; see `WordScoring` for the formula.
struct WordScorer {
    let plan: QueryPlan
    let scoring: WordScoring
    let corpus: CorpusStatistics
    private var terms: [ScoredTerm] = []
    /// What a document is worth that holds all wanted terms.
    private var total = 0.0
    private var lengths = DocumentLengths()
    private var excluded: Set<Int64> = []

    init(plan: QueryPlan, scoring: WordScoring, corpus: CorpusStatistics) {
        self.plan = plan
        self.scoring = scoring
        self.corpus = corpus
    }

    /// A term with the documents that hold it, in order of row id.
    struct ScoredTerm {
        var planned: PlannedTerm
        var found: [FoundSequence]
        var documents: [Document] = []

        struct Document {
            var rowID: Int64
            /// Of the best variant: its weight times the saturated frequency.
            var strength: Double
            var variant: Int
            var lengths: FieldValues
        }

        subscript(rowID: Int64) -> Document? {
            var (low, high) = (0, documents.count)
            while low < high {
                let middle = (low + high) / 2
                if documents[middle].rowID < rowID { low = middle + 1 } else { high = middle }
            }
            return low < documents.count && documents[low].rowID == rowID ? documents[low] : nil
        }
    }

    mutating func read(allowed: RowSet?, analyzer: TextAnalyzer, in db: Database) throws {
        let sequences = plan.terms.flatMap(\.variants) + plan.exclusions
        var reader = try OccurrenceReader(
            sequences.flatMap { $0.positions.flatMap { $0 } }, allowed: allowed, analyzer: analyzer, in: db)
        for exclusion in plan.exclusions {
            excluded.formUnion(try FoundSequence(exclusion, &reader).rowIDs)
        }
        for planned in plan.terms {
            var term = ScoredTerm(planned: planned, found: [])
            for variant in planned.variants { term.found.append(try FoundSequence(variant, &reader)) }
            try strengthen(&term, in: db)
            terms.append(term)
        }
        total = terms.reduce(0) { $0 + max(0, $1.planned.term.weight) * $1.planned.rarity }
    }

    /// Notes each document's best variant.
    private mutating func strengthen(_ term: inout ScoredTerm, in db: Database) throws {
        for (index, found) in term.found.enumerated() {
            var own: [ScoredTerm.Document] = []
            try found.forEachDocument { rowID, counts in
                let lengths = try self.lengths.of(rowID, in: db)
                let frequency = scoring.frequency(counts, lengths: lengths, corpus)
                own.append(
                    .init(
                        rowID: rowID, strength: found.sequence.weight * scoring.saturated(frequency),
                        variant: index, lengths: lengths))
            }
            term.documents = Self.stronger(term.documents, own)
        }
    }

    private static func stronger(
        _ a: [ScoredTerm.Document], _ b: [ScoredTerm.Document]
    ) -> [ScoredTerm.Document] {
        if a.isEmpty { return b }
        var merged: [ScoredTerm.Document] = []
        merged.reserveCapacity(a.count + b.count)
        var next = 0
        for document in a {
            while next < b.count, b[next].rowID < document.rowID {
                merged.append(b[next])
                next += 1
            }
            if next < b.count, b[next].rowID == document.rowID {
                merged.append(b[next].strength > document.strength ? b[next] : document)
                next += 1
            } else {
                merged.append(document)
            }
        }
        return merged + b[next...]
    }

    /// The best documents, best first; equal scores by row id.
    ///
    /// - Parameter rows: only these; nil for all.
    func best(_ limit: Int, among rows: RowSet? = nil) -> [WordHit] {
        var top = TopRows(limit: limit)
        forEachScore { row, score in if rows?.contains(row) ?? true { top.add(row, score: score) } }
        return hits(top.sorted())
    }

    /// The documents that hold the same wanted terms, by the terms' bits, as ``WordMatch`` counts them; those without
    /// any, and those that hold what is excluded, are left out.
    func rowsByHeldTerms() -> [UInt32: RowSet] {
        let wanted = terms.filter { $0.planned.term.weight > 0 }
        var held: [Int64: UInt32] = [:]
        for (place, term) in wanted.enumerated() {
            for document in term.documents where !excluded.contains(document.rowID) {
                held[document.rowID, default: 0] |= 1 << UInt32(place)
            }
        }
        var rows: [UInt32: RowSet] = [:]
        for (row, bits) in held { rows[bits, default: RowSet()].insert(row) }
        return rows
    }

    /// The terms that are wanted, in the query's order.
    var wanted: [PlannedTerm] { plan.terms.filter { $0.term.weight > 0 } }

    private func forEachScore(_ body: (Int64, Double) -> Void) {
        guard total > 0 else { return }
        var heads = [Int](repeating: 0, count: terms.count)
        while let rowID = nextRow(heads) {
            var tally = Tally()
            for index in terms.indices {
                let documents = terms[index].documents
                guard heads[index] < documents.count, documents[heads[index]].rowID == rowID else { continue }
                tally.add(terms[index].planned, documents[heads[index]].strength)
                heads[index] += 1
            }
            guard let score = score(tally), !excluded.contains(rowID) else { continue }
            body(rowID, score)
        }
    }

    /// Those of the documents that hold a word of the query, in the given order.
    func hits(of rowIDs: [Int64]) -> [WordHit] {
        guard total > 0 else { return [] }
        return hits(
            rowIDs.compactMap { rowID in
                var tally = Tally()
                for term in terms { term[rowID].map { tally.add(term.planned, $0.strength) } }
                guard let score = score(tally), !excluded.contains(rowID) else { return nil }
                return TopRows.Row(rowID: rowID, score: score)
            })
    }

    /// What the terms add up to in one document.
    private struct Tally {
        var wanted = 0.0
        var unwanted = 0.0
        var covered = 0.0

        mutating func add(_ planned: PlannedTerm, _ strength: Double) {
            let worth = planned.term.weight * planned.rarity
            if worth > 0 {
                wanted += worth * strength
                covered += worth
            } else {
                unwanted += worth * strength
            }
        }
    }

    /// nil for a document without any wanted term.
    private func score(_ tally: Tally) -> Double? {
        guard tally.wanted > 0 else { return nil }
        return tally.wanted * scoring.coverageFactor(min(1, tally.covered / total)) + tally.unwanted
    }

    private func hits(_ rows: [TopRows.Row]) -> [WordHit] {
        let explanation = WordExplanation(terms: terms, scoring: scoring, corpus: corpus)
        return rows.map { row in
            WordHit(
                rowID: row.rowID, score: row.score, matches: explanation.matches(in: row.rowID),
                evidence: explanation.evidence(in: row.rowID))
        }
    }

    private func nextRow(_ heads: [Int]) -> Int64? {
        var smallest: Int64?
        for index in terms.indices where heads[index] < terms[index].documents.count {
            let rowID = terms[index].documents[heads[index]].rowID
            if smallest.map({ rowID < $0 }) ?? true { smallest = rowID }
        }
        return smallest
    }
}
