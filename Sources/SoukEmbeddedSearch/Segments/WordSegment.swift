import CSoukPostings
import Foundation
import SoukSearch

/// The words and columns of some listings, in bytes that never change: a sorted dictionary, posting lists, and each document's
/// words in their order.
///
/// Documents are numbered from 0 in order of their rows, terms from 0 in order of their bytes.
final class WordSegment: @unchecked Sendable {
    enum Section: Int, CaseIterable {
        /// `[documents]` Int64, rising.
        case rows
        /// Rows that older segments may hold and that are gone: Int64, rising.
        case removed
        /// `[documents, 4]` UInt16: the fields' lengths in words, and the place of the title's head word.
        case lengths
        /// `[documents * 3 + 1]` UInt32: where each field's tokens begin.
        case fieldStarts
        /// UInt32 each, see `PackedToken`.
        case tokens
        /// `[terms + 1]` UInt32, into the terms' UTF-8.
        case termStarts, terms
        /// `[terms]` UInt32: a bit for each letter of the term.
        case signatures
        /// `[terms]` UInt32: the number of the term's stem.
        case termStems
        /// `[stems + 1]` UInt32, into the stems' UTF-8, in order of their bytes.
        case stemStarts, stems
        /// `[stems + 1]` UInt32 into `[terms]` UInt32: the terms of each stem.
        case stemTermStarts, stemTerms
        /// `[terms]` UInt32: how many documents hold the term.
        case documents
        /// `[terms + 1]` UInt32 into the blocks.
        case blockStarts, blocks
        /// Packed, with padding behind.
        case postings
        /// See `ListingColumns`.
        case valueStarts, values, codes, numbers, places, labelStarts, labels
    }

    /// The place of the head word of a title that has none.
    static let noHead = UInt16.max

    let rows: UnsafeBufferPointer<Int64>
    let removed: UnsafeBufferPointer<Int64>
    let lengths: UnsafeBufferPointer<UInt16>
    let fieldStarts: UnsafeBufferPointer<UInt32>
    let tokens: UnsafeBufferPointer<UInt32>
    let terms: PackedTexts
    let signatures: UnsafeBufferPointer<UInt32>
    let termStems: UnsafeBufferPointer<UInt32>
    let stems: PackedTexts
    let stemTermStarts: UnsafeBufferPointer<UInt32>
    let stemTerms: UnsafeBufferPointer<UInt32>
    let documents: UnsafeBufferPointer<UInt32>
    let blockStarts: UnsafeBufferPointer<UInt32>
    let blocks: UnsafeBufferPointer<SPBlock>
    let postings: UnsafeBufferPointer<UInt8>
    let columns: ListingColumns
    private let bytes: SegmentBytes

    var count: Int { rows.count }

    /// What its file has lost since it was read; nil where nothing is.
    var fault: String? { bytes.file?.fault }

    /// Of a file.
    ///
    /// - Throws: `missing`, `io`, and `damaged` for a file that is not, in every byte, what was written.
    convenience init(_ url: URL) throws(RetrievalError) {
        self.init(try SegmentBytes(url, sections: Section.allCases.count))
        guard let unsound = unsoundPart else { return }
        throw .damaged(
            path: url.path,
            reason: "expected \(unsound) of \(count) documents and \(terms.count) terms, found others",
            remedy: VectorSegment.remedy)
    }

    convenience init(_ image: SegmentImage) { self.init(SegmentBytes(image)) }

    private init(_ bytes: SegmentBytes) {
        func part<Element>(_ section: Section) -> UnsafeBufferPointer<Element> {
            bytes.sections[section.rawValue].bindMemory(to: Element.self)
        }
        self.bytes = bytes
        rows = part(.rows)
        removed = part(.removed)
        lengths = part(.lengths)
        fieldStarts = part(.fieldStarts)
        tokens = part(.tokens)
        terms = PackedTexts(starts: part(.termStarts), bytes: part(.terms))
        signatures = part(.signatures)
        termStems = part(.termStems)
        stems = PackedTexts(starts: part(.stemStarts), bytes: part(.stems))
        stemTermStarts = part(.stemTermStarts)
        stemTerms = part(.stemTerms)
        documents = part(.documents)
        blockStarts = part(.blockStarts)
        blocks = part(.blocks)
        postings = part(.postings)
        columns = ListingColumns(
            values: PackedTexts(starts: part(.valueStarts), bytes: part(.values)), codes: part(.codes),
            numbers: part(.numbers), places: part(.places),
            labels: PackedTexts(starts: part(.labelStarts), bytes: part(.labels)))
    }

    /// The number of a row's document; nil where it has none here.
    func document(of row: Int64) -> Int? {
        guard let first = rows.first, row >= first else { return nil }
        let guess = row - first
        if guess < count, rows[Int(guess)] == row { return Int(guess) }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low < count && rows[low] == row ? low : nil
    }

    func length(_ document: Int, _ field: WordField) -> UInt16 { lengths[document * 4 + field.rawValue] }

    func fieldLengths(_ document: Int) -> FieldValues {
        FieldValues(
            title: Double(length(document, .title)), description: Double(length(document, .description)),
            categories: Double(length(document, .categories)))
    }

    /// The place of the title's head word among its words.
    func head(_ document: Int) -> Int? {
        let head = lengths[document * 4 + 3]
        return head == Self.noHead ? nil : Int(head)
    }

    func tokens(_ document: Int, _ field: WordField) -> UnsafeBufferPointer<UInt32> {
        let place = document * 3 + field.rawValue
        return UnsafeBufferPointer(rebasing: tokens[Int(fieldStarts[place])..<Int(fieldStarts[place + 1])])
    }

    /// All fields' tokens.
    func tokens(_ document: Int) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(
            rebasing: tokens[Int(fieldStarts[document * 3])..<Int(fieldStarts[document * 3 + 3])])
    }

    func blocks(of term: Int) -> UnsafeBufferPointer<SPBlock> {
        UnsafeBufferPointer(rebasing: blocks[Int(blockStarts[term])..<Int(blockStarts[term + 1])])
    }

    /// Sets the bit of each document that holds a term.
    func mark(_ term: Int, in bits: inout [UInt64]) {
        let blocks = blocks(of: term)
        sp_mark(blocks.baseAddress, UInt32(blocks.count), documents[term], postings.baseAddress, &bits)
    }
}

/// Many short texts, one behind the other.
struct PackedTexts {
    /// One more than there are texts.
    let starts: UnsafeBufferPointer<UInt32>
    let bytes: UnsafeBufferPointer<UInt8>

    var count: Int { max(0, starts.count - 1) }

    subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(starts[index])..<Int(starts[index + 1])])
    }

    func length(_ index: Int) -> Int { Int(starts[index + 1] - starts[index]) }

    func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

    /// The first text that does not come before the bytes; the texts must be in order.
    func firstIndex(from sought: UnsafeBufferPointer<UInt8>) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if Self.order(self[middle], sought) < 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The index of a text; the texts must be in order.
    func index(of text: String) -> Int? {
        var text = text
        return text.withUTF8 { sought in
            let index = firstIndex(from: sought)
            return index < count && Self.order(self[index], sought) == 0 ? index : nil
        }
    }

    /// Texts that begin so; they must be in order.
    func indices(beginningWith prefix: String) -> Range<Int> {
        var prefix = prefix
        return prefix.withUTF8 { sought in
            let start = firstIndex(from: sought)
            var end = start
            while end < count, self[end].starts(with: sought) { end += 1 }
            return start..<end
        }
    }

    /// Below 0, 0 or above 0, by bytes.
    static func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = min(left.count, right.count)
        if shared > 0, let a = left.baseAddress, let b = right.baseAddress {
            let order = memcmp(a, b, shared)
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }
}
