import SoukAnalysis
import SoukSearch

/// A document taken apart into words, ready for a segment.
struct AnalysedDocument {
    var row: Int64
    /// Without description and vectors.
    var listing: IndexedListing
    /// The vectors that the vector store holds for it.
    var fields: Set<VectorField>
    /// By field, in order.
    var tokens: [[WordToken]]
    /// The place of the head word of the title among its words; nil without one.
    var head: Int?

    init(
        _ listing: IndexedListing, fields: Set<VectorField>, row: Int64, _ analyzer: TextAnalyzer
    ) {
        let document = WordDocument(listing)
        self.row = row
        self.listing = listing
        self.fields = fields
        self.listing.description = ""
        tokens = WordField.allCases.map { analyzer.tokens(document[$0]) }
        head = HeadWord.position(tokens[0], in: document.title)
    }
}

/// The words of some documents with numbers of their own, from which a segment is made.
struct AnalysedDocuments {
    fileprivate(set) var terms = TermNumbers()
    fileprivate(set) var rows: [Int64] = []
    fileprivate(set) var lengths: [UInt16] = []
    fileprivate(set) var fieldStarts: [UInt32] = [0]
    fileprivate(set) var tokens: [UInt32] = []
    private var columns = ListingColumnsWriter()

    var count: Int { rows.count }

    mutating func add(_ document: AnalysedDocument) {
        rows.append(document.row)
        columns.add(document.listing, fields: document.fields)
        for field in document.tokens {
            var length = 0
            for token in field {
                tokens.append(
                    PackedToken.pack(
                        term: terms.number(of: token.form), width: token.width, kind: token.kind,
                        isSamePosition: token.position < length))
                length = max(length, token.position + 1)
            }
            fieldStarts.append(UInt32(tokens.count))
            lengths.append(UInt16(clamping: length))
        }
        lengths.append(document.head.flatMap(UInt16.init(exactly:)) ?? WordSegment.noHead)
    }

    /// The places of the documents in order of their rows; of one row given twice the last counts.
    fileprivate func ordered() -> [Int] {
        let sorted = rows.indices.sorted { (rows[$0], $0) < (rows[$1], $1) }
        return sorted.indices.filter { $0 + 1 == sorted.count || rows[sorted[$0]] != rows[sorted[$0 + 1]] }
            .map { sorted[$0] }
    }

    /// The segment of these documents.
    ///
    /// - Parameter removed: rows that older segments may hold and that are gone, rising.
    func segment(removed: [Int64] = [], _ analyzer: TextAnalyzer) -> SegmentImage {
        let words = OwnedTexts(terms.starts, terms.bytes)
        var stems: [UInt8] = []
        var stemStarts: [UInt32] = [0]
        for term in 0..<terms.count {
            stems.append(contentsOf: analyzer.stem(words.texts.text(term)).utf8)
            stemStarts.append(UInt32(stems.count))
        }
        let numbers = Array(0..<UInt32(terms.count))
        let stemTexts = OwnedTexts(stemStarts, stems)
        let kept = (
            OwnedBuffer(rows), OwnedBuffer(lengths), OwnedBuffer(fieldStarts), OwnedBuffer(tokens),
            OwnedBuffer(numbers)
        )
        return columns.withColumns { columns in
            let source = SegmentSource(
                rows: kept.0.buffer, lengths: kept.1.buffer, fieldStarts: kept.2.buffer,
                tokens: kept.3.buffer, terms: words.texts,
                termOrder: numbers.sorted {
                    PackedTexts.order(words.texts[Int($0)], words.texts[Int($1)]) < 0
                }, termStems: kept.4.buffer, stems: stemTexts.texts, columns: columns)
            return withExtendedLifetime((kept, words, stemTexts)) {
                SegmentAssembly([source], ordered().map { .init(source: 0, document: $0) }, removed: removed)
                    .image()
            }
        }
    }
}

/// Elements at an address of their own.
final class OwnedBuffer<Element: BitwiseCopyable> {
    let buffer: UnsafeBufferPointer<Element>

    init(_ elements: [Element]) {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = memory.initialize(from: elements)
        buffer = UnsafeBufferPointer(memory)
    }

    deinit { buffer.deallocate() }
}

/// Texts at an address of their own.
struct OwnedTexts {
    let texts: PackedTexts
    private let starts: OwnedBuffer<UInt32>
    private let bytes: OwnedBuffer<UInt8>

    init(_ starts: [UInt32], _ bytes: [UInt8]) {
        self.starts = OwnedBuffer(starts)
        self.bytes = OwnedBuffer(bytes)
        texts = PackedTexts(starts: self.starts.buffer, bytes: self.bytes.buffer)
    }
}
