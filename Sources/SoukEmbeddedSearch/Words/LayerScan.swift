import CSoukPostings
import SoukSearch

/// Scores the documents of one layer, a window of them at a time, and leaves out what cannot be among the best.
///
/// MaxScore (Turtle and Flood, Query evaluation: strategies and optimizations, 1995) over windows, with the maxima of
/// blocks (Ding and Suel, 2011): terms that together cannot lift a document above the worst of the best so far only
/// add to documents that others found.
final class LayerScan {
    private static let window = SPWindow

    private let scorer: WordScorer
    private let reader: LayerReader
    /// Only these are offered; nil for all.
    private let allowed: RowSet?
    private let layer: WordLayer
    private var scoring: SPScoring
    private var terms: [TermScan] = []
    private let hasUnwanted: Bool
    /// Documents that hold what no result may hold; empty where nothing is excluded.
    private let excluded: [UInt64]

    /// Documents that a variant, a term and the wanted terms of the window have found.
    private let own = Bits()
    private let touched = Bits()
    private let found = Bits()
    private var frequencies = [Double](repeating: 0, count: window)
    private var strengths = [Double](repeating: 0, count: window)
    private var sums = [Double](repeating: 0, count: window)
    private var covered = [Double](repeating: 0, count: window)
    private var unwanted = [Double](repeating: 0, count: window)
    private var offsets = [UInt32](repeating: 0, count: window)
    private var scores = [Double](repeating: 0, count: window)

    init(_ scorer: WordScorer, _ reader: LayerReader, among allowed: RowSet? = nil) {
        self.scorer = scorer
        self.allowed = allowed
        self.reader = reader
        layer = reader.layer
        scoring = SPScoring(scorer.scoring, scorer.corpus)
        excluded = Self.documents(scorer.exclusions, reader)
        hasUnwanted = scorer.plan.terms.contains { $0.term.weight < 0 }
        for (index, term) in scorer.plan.terms.enumerated() {
            let variants = scorer.variants[index].compactMap { variant($0) }
            if !variants.isEmpty {
                terms.append(TermScan(worth: term.term.weight * term.rarity, variants: variants))
            }
        }
    }

    /// nil where this layer does not hold it.
    private func variant(_ index: Int) -> VariantScan? {
        let sequence = scorer.sequences[index]
        guard sequence.positions.count == 1 else { return phrase(index) }
        let segment = layer.segment
        let cursors = reader.terms(index, 0).map { term, form in
            let blocks = segment.blocks(of: term)
            var cursor = SPCursor()
            sp_cursor_start(
                &cursor, blocks.baseAddress, UInt32(blocks.count), segment.documents[term],
                segment.postings.baseAddress, sequence.positions[0][form].weight)
            return cursor
        }
        return cursors.isEmpty ? nil : VariantScan(weight: sequence.weight, cursors: cursors)
    }

    /// Where words stand next to each other is seen in the documents that hold them all.
    private func phrase(_ index: Int) -> VariantScan? {
        let phrase = PhraseFinder(reader, index)
        var found: [(document: Int, frequency: Double)] = []
        for document in reader.documents(saying: index) {
            let counts = phrase.counts(in: document)
            guard counts != .zero else { continue }
            let frequency = scorer.scoring.frequency(
                counts, lengths: layer.segment.fieldLengths(document), scorer.corpus)
            found.append((document, frequency))
        }
        return found.isEmpty ? nil : VariantScan(weight: scorer.sequences[index].weight, phrases: found)
    }

    /// Documents that hold one of some sequences; empty where none is asked for.
    private static func documents(_ sequences: Range<Int>, _ reader: LayerReader) -> [UInt64] {
        guard !sequences.isEmpty else { return [] }
        var bits = [UInt64](repeating: 0, count: (reader.layer.segment.count + 63) / 64)
        for index in sequences {
            if reader.sequences[index].positions.count == 1 {
                for (term, _) in reader.terms(index, 0) { reader.layer.segment.mark(term, in: &bits) }
                continue
            }
            let phrase = PhraseFinder(reader, index)
            for document in reader.documents(saying: index) where phrase.counts(in: document) != .zero {
                bits[document >> 6] |= 1 << UInt64(document & 63)
            }
        }
        return bits
    }

    /// For each wanted term, a bit for each document that holds it and nothing excluded.
    static func wanted(_ scorer: WordScorer, _ reader: LayerReader) -> [[UInt64]] {
        let (layer, excluded) = (reader.layer, documents(scorer.exclusions, reader))
        return scorer.plan.terms.indices.filter { scorer.plan.terms[$0].term.weight > 0 }.map { index in
            var bits = documents(scorer.variants[index], reader)
            if bits.isEmpty { bits = [UInt64](repeating: 0, count: (layer.segment.count + 63) / 64) }
            for word in excluded.indices { bits[word] &= ~excluded[word] }
            for word in layer.hidden.indices { bits[word] &= ~layer.hidden[word] }
            return bits
        }
    }

    /// Offers the documents that may be among the best.
    func run(_ top: inout TopRows) {
        for from in stride(from: 0, to: layer.segment.count, by: Self.window) {
            run(from, min(from + Self.window, layer.segment.count), &top)
        }
    }

    private func run(_ from: Int, _ to: Int, _ top: inout TopRows) {
        let threshold = top.threshold ?? -.infinity
        let order = essential(from, to, threshold)
        guard order.first < order.terms.count else { return }
        found.clear()
        for index in order.terms[order.first...] { add(index, from, to, amongFound: false) }
        guard !found.isEmpty else { return }
        for index in order.terms[..<order.first] { add(index, from, to, amongFound: true) }
        if hasUnwanted {
            for index in terms.indices where terms[index].worth < 0 {
                add(index, from, to, amongFound: true)
            }
        }
        let count = sp_scores(
            found.words, &sums, &covered, unwanted, scorer.total, scorer.scoring.coverageShare, threshold,
            &offsets, &scores)
        if hasUnwanted { for offset in unwanted.indices { unwanted[offset] = 0 } }
        for index in 0..<count {
            let document = from + Int(offsets[index])
            guard !layer.isHidden(document), !isExcluded(document) else { continue }
            let row = layer.segment.rows[document]
            if allowed?.contains(row) ?? true { top.add(row, score: scores[index]) }
        }
    }

    private func isExcluded(_ document: Int) -> Bool {
        !excluded.isEmpty && excluded[document >> 6] >> UInt64(document & 63) & 1 != 0
    }

    /// The wanted terms that the window holds, the weakest first, and the first of them that finds documents by itself.
    private func essential(
        _ from: Int, _ to: Int, _ threshold: Double
    ) -> (terms: [Int], first: Int) {
        var bounds: [(term: Int, bound: Double)] = []
        for index in terms.indices where terms[index].worth > 0 {
            let bound = terms[index].bound(&scoring, from, to, scorer.scoring)
            if bound > 0 { bounds.append((index, bound)) }
        }
        bounds.sort { $0.bound < $1.bound }
        var (sum, worth) = (0.0, 0.0)
        var first = 0
        for (place, entry) in bounds.enumerated() {
            sum += entry.bound
            worth += terms[entry.term].worth
            let most = sum * scorer.scoring.coverageFactor(min(1, worth / scorer.total))
            // A little more than the sums can lose by rounding.
            guard most * (1 + 1e-9) < threshold else { break }
            first = place + 1
        }
        return (bounds.map(\.term), first)
    }

    /// Adds what a term says of the window's documents.
    private func add(_ index: Int, _ from: Int, _ to: Int, amongFound: Bool) {
        touched.clear()
        for variant in terms[index].variants.indices {
            own.clear()
            terms[index].variants[variant].add(
                &scoring, layer.segment, from, to, amongFound ? found : nil, &frequencies, own)
            if amongFound { own.formIntersection(found) { frequencies[$0] = 0 } }
            sp_strengthen(
                own.words, &frequencies, terms[index].variants[variant].weight, scorer.scoring.saturation,
                &strengths)
            touched.formUnion(own)
        }
        let worth = terms[index].worth
        if worth > 0 {
            sp_collect(touched.words, &strengths, worth, &sums, &covered)
            found.formUnion(touched)
        } else {
            touched.forEach { offset in
                unwanted[offset] += worth * strengths[offset]
                strengths[offset] = 0
            }
        }
    }
}

/// A bit for each document of a window, at an address of its own.
private final class Bits {
    static let count = SPWindow / 64
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: count)

    init() { clear() }

    deinit { words.deallocate() }

    var isEmpty: Bool {
        for word in 0..<Self.count where words[word] != 0 { return false }
        return true
    }

    func clear() { words.update(repeating: 0, count: Self.count) }

    func formUnion(_ other: Bits) {
        for word in 0..<Self.count { words[word] |= other.words[word] }
    }

    /// Leaves the others out, after a look at each that goes.
    func formIntersection(_ other: Bits, _ forEachGone: (Int) -> Void) {
        for word in 0..<Self.count {
            forEachBit(words[word] & ~other.words[word], word, forEachGone)
            words[word] &= other.words[word]
        }
    }

    func forEach(_ body: (Int) -> Void) {
        for word in 0..<Self.count { forEachBit(words[word], word, body) }
    }

    private func forEachBit(_ bits: UInt64, _ word: Int, _ body: (Int) -> Void) {
        var left = bits
        while left != 0 {
            body(word << 6 | left.trailingZeroBitCount)
            left &= left - 1
        }
    }
}

/// A term of the plan in one layer.
private struct TermScan {
    /// Its weight times its rarity.
    var worth: Double
    var variants: [VariantScan]

    /// What it is worth at most in a window.
    mutating func bound(_ own: inout SPScoring, _ from: Int, _ to: Int, _ scoring: WordScoring) -> Double {
        var most = 0.0
        for index in variants.indices {
            let frequency = variants[index].bound(&own, from, to)
            most = max(most, variants[index].weight * scoring.saturated(frequency))
        }
        return worth * most
    }
}

/// One way of saying a term in one layer.
private struct VariantScan {
    var weight: Double
    /// Of the forms of a single word.
    var cursors: [SPCursor] = []
    /// The documents where several words stand together, in order.
    var phrases: [(document: Int, frequency: Double)] = []
    private var nextPhrase = 0

    init(weight: Double, cursors: [SPCursor] = [], phrases: [(document: Int, frequency: Double)] = []) {
        (self.weight, self.cursors, self.phrases) = (weight, cursors, phrases)
    }

    mutating func bound(_ scoring: inout SPScoring, _ from: Int, _ to: Int) -> Double {
        var sum = 0.0
        for index in cursors.indices {
            sum += sp_cursor_bound(&cursors[index], &scoring, UInt32(from), UInt32(to))
        }
        while nextPhrase < phrases.count, phrases[nextPhrase].document < from { nextPhrase += 1 }
        for phrase in phrases[nextPhrase...].prefix(while: { $0.document < to }) {
            sum = max(sum, phrase.frequency)
        }
        return sum
    }

    mutating func add(
        _ scoring: inout SPScoring, _ segment: WordSegment, _ from: Int, _ to: Int, _ candidates: Bits?,
        _ frequencies: inout [Double], _ touched: Bits
    ) {
        for index in cursors.indices {
            sp_cursor_add(
                &cursors[index], &scoring, segment.lengths.baseAddress, UInt32(from), UInt32(to),
                candidates?.words, &frequencies, touched.words)
        }
        while nextPhrase < phrases.count, phrases[nextPhrase].document < from { nextPhrase += 1 }
        for phrase in phrases[nextPhrase...].prefix(while: { $0.document < to }) {
            let offset = phrase.document - from
            frequencies[offset] += phrase.frequency
            touched.words[offset >> 6] |= 1 << UInt64(offset & 63)
        }
    }
}

extension SPScoring {
    init(_ scoring: WordScoring, _ corpus: CorpusStatistics) {
        self.init()
        func tuple(_ values: FieldValues) -> (Double, Double, Double) {
            (values.title, values.description, values.categories)
        }
        weights = tuple(scoring.weights)
        shares = tuple(scoring.lengthNormalisation)
        averages = (
            max(corpus.averages.title, 1), max(corpus.averages.description, 1),
            max(corpus.averages.categories, 1)
        )
        sp_scoring_prepare(&self)
    }
}
