import CSoukPostings
import SoukSearch

/// Documents with the numbers that their words have where they come from.
struct SegmentSource {
    let rows: UnsafeBufferPointer<Int64>
    let lengths: UnsafeBufferPointer<UInt16>
    let fieldStarts: UnsafeBufferPointer<UInt32>
    let tokens: UnsafeBufferPointer<UInt32>
    let terms: PackedTexts
    /// The numbers of the terms in order of their bytes; nil where they are in order.
    let termOrder: [UInt32]?
    let termStems: UnsafeBufferPointer<UInt32>
    let stems: PackedTexts
    let columns: ListingColumns

    func stem(of term: Int) -> UnsafeBufferPointer<UInt8> { stems[Int(termStems[term])] }
}

extension SegmentSource {
    init(_ segment: WordSegment) {
        self.init(
            rows: segment.rows, lengths: segment.lengths, fieldStarts: segment.fieldStarts,
            tokens: segment.tokens, terms: segment.terms, termOrder: nil,
            termStems: segment.termStems, stems: segment.stems, columns: segment.columns)
    }
}

/// Makes one segment of the documents of several sources.
struct SegmentAssembly {
    struct Pick {
        var source: Int
        var document: Int
    }

    private let sources: [SegmentSource]
    private let picks: [Pick]
    private let removed: [Int64]
    /// For each source, the new number of each of its terms.
    private var numbers: [[UInt32]]
    /// Where each new term comes from.
    private var origins: [(source: Int, term: Int)] = []

    /// - Parameter picks: in order of their rows, each row once.
    init(_ sources: [SegmentSource], _ picks: [Pick], removed: [Int64]) {
        self.sources = sources
        self.picks = picks
        self.removed = removed
        numbers = sources.map { [UInt32](repeating: .max, count: $0.terms.count) }
        number()
    }

    /// Gives the terms that are used their numbers, in order of their bytes.
    private mutating func number() {
        var isUsed = sources.map { [Bool](repeating: false, count: $0.terms.count) }
        for pick in picks {
            for token in sources[pick.source].tokens(of: pick.document) {
                isUsed[pick.source][Int(PackedToken.term(token))] = true
            }
        }
        let orders = sources.indices.map { source in
            (sources[source].termOrder ?? Array(0..<UInt32(sources[source].terms.count)))
                .filter { isUsed[source][Int($0)] }
        }
        var heads = [Int](repeating: 0, count: sources.count)
        while true {
            var next: (source: Int, bytes: UnsafeBufferPointer<UInt8>)?
            for source in sources.indices where heads[source] < orders[source].count {
                let bytes = sources[source].terms[Int(orders[source][heads[source]])]
                if next.map({ PackedTexts.order(bytes, $0.bytes) < 0 }) ?? true { next = (source, bytes) }
            }
            guard let next else { break }
            let number = UInt32(origins.count)
            origins.append((next.source, Int(orders[next.source][heads[next.source]])))
            for source in next.source..<sources.count where heads[source] < orders[source].count {
                let term = Int(orders[source][heads[source]])
                guard PackedTexts.order(sources[source].terms[term], next.bytes) == 0 else { continue }
                numbers[source][term] = number
                heads[source] += 1
            }
        }
    }

    func image() -> SegmentImage {
        var rows: [Int64] = []
        var lengths: [UInt16] = []
        var fieldStarts: [UInt32] = [0]
        var tokens: [UInt32] = []
        var columns = ListingColumnsWriter()
        var codes = sources.map { [UInt32](repeating: 0, count: $0.columns.values.count) }
        rows.reserveCapacity(picks.count)
        lengths.reserveCapacity(picks.count * 4)
        fieldStarts.reserveCapacity(picks.count * 3 + 1)
        for pick in picks {
            let source = sources[pick.source]
            columns.add(pick.document, of: source.columns, &codes[pick.source])
            rows.append(source.rows[pick.document])
            lengths.append(contentsOf: source.lengths[pick.document * 4..<pick.document * 4 + 4])
            numbers[pick.source].withUnsafeBufferPointer { numbers in
                for field in 0..<3 {
                    let place = pick.document * 3 + field
                    for index in Int(source.fieldStarts[place])..<Int(source.fieldStarts[place + 1]) {
                        let token = source.tokens[index]
                        tokens.append(PackedToken.renumbered(token, numbers[Int(PackedToken.term(token))]))
                    }
                    fieldStarts.append(UInt32(tokens.count))
                }
            }
        }
        var image = SegmentImage()
        image.add(rows)
        image.add(removed)
        image.add(lengths)
        image.add(fieldStarts)
        image.add(tokens)
        addTerms(to: &image)
        PostingWriter(terms: origins.count, lengths: lengths, fieldStarts: fieldStarts, tokens: tokens)
            .add(to: &image)
        columns.add(to: &image)
        return image
    }

    private func addTerms(to image: inout SegmentImage) {
        var terms = TextPacker()
        var signatures: [UInt32] = []
        signatures.reserveCapacity(origins.count)
        for origin in origins {
            let term = sources[origin.source].terms[origin.term]
            terms.add(term)
            signatures.append(Vocabulary.signature(term))
        }
        image.add(terms)
        image.add(signatures)
        addStems(to: &image)
    }

    private func addStems(to image: inout SegmentImage) {
        func stem(_ term: UInt32) -> UnsafeBufferPointer<UInt8> {
            let origin = origins[Int(term)]
            return sources[origin.source].stem(of: origin.term)
        }
        let byStem = (0..<UInt32(origins.count)).sorted {
            let order = PackedTexts.order(stem($0), stem($1))
            return order == 0 ? $0 < $1 : order < 0
        }
        var stems = TextPacker()
        var termStems = [UInt32](repeating: 0, count: origins.count)
        var stemTermStarts: [UInt32] = []
        for (place, term) in byStem.enumerated() {
            if place == 0 || PackedTexts.order(stem(term), stem(byStem[place - 1])) != 0 {
                stems.add(stem(term))
                stemTermStarts.append(UInt32(place))
            }
            termStems[Int(term)] = UInt32(stemTermStarts.count - 1)
        }
        stemTermStarts.append(UInt32(byStem.count))
        image.add(termStems)
        image.add(stems)
        image.add(stemTermStarts)
        image.add(byStem)
    }
}

extension SegmentSource {
    fileprivate func tokens(of document: Int) -> Slice<UnsafeBufferPointer<UInt32>> {
        tokens[Int(fieldStarts[document * 3])..<Int(fieldStarts[document * 3 + 3])]
    }
}

/// Texts that are put one behind the other.
struct TextPacker {
    fileprivate var starts: [UInt32] = [0]
    fileprivate var bytes: [UInt8] = []

    mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        starts.append(UInt32(bytes.count))
    }

    mutating func add(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        starts.append(UInt32(bytes.count))
    }

    var owned: OwnedTexts { OwnedTexts(starts, bytes) }
}

extension SegmentImage {
    mutating func add(_ texts: TextPacker) {
        add(texts.starts)
        add(texts.bytes)
    }
}
