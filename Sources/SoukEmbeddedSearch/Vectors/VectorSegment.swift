import CSoukVectors
import Foundation
import SoukSearch

/// Vectors of one field in a file that never changes: quantised to a byte a dimension for scanning, and whole
/// for rescoring.
final class VectorSegment: @unchecked Sendable {
    static let remedy = "Roll back to the generation before, or build a new one."

    let url: URL
    let dimensions: Int
    /// Rising.
    let rows: UnsafeBufferPointer<Int64>
    let rowSet: RowSet
    /// Rows that older segments may hold and that are gone.
    let removed: RowSet
    let scales: UnsafeBufferPointer<Float>
    /// `[count, dimensions]`
    let codes: UnsafeBufferPointer<Int8>
    private let vectors: UnsafeBufferPointer<Float>
    private let file: MappedFile

    var count: Int { rows.count }

    /// - Throws: `missing`, `io`, and `damaged` for a file that is not, in every byte, what was written.
    init(_ url: URL, field: VectorField, dimensions: Int) throws(RetrievalError) {
        self.url = url
        self.dimensions = dimensions
        file = try MappedFile(url)
        let bytes = file.bytes
        let layout = try SegmentHeader(bytes, url).layout(field: field, dimensions: dimensions)
        func part<Element>(_ offset: Int, _ count: Int) -> UnsafeBufferPointer<Element> {
            UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count * MemoryLayout<Element>.stride])
                .assumingMemoryBound(to: Element.self)
        }
        rows = part(layout.rows, layout.count)
        scales = part(layout.scales, layout.count)
        codes = part(layout.codes, layout.count * dimensions)
        vectors = part(layout.vectors, layout.count * dimensions)
        let removedRows: UnsafeBufferPointer<Int64> = part(layout.removedRows, layout.removed)
        for ids in [rows, removedRows] where !zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) {
            throw .damaged(path: url.path, reason: "expected rising row ids", remedy: Self.remedy)
        }
        rowSet = RowSet(rows)
        removed = RowSet(removedRows)
    }

    /// The first place whose row is `row` or comes after it.
    func place(from row: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func place(of row: Int64) -> Int? {
        let place = place(from: row)
        return place < count && rows[place] == row ? place : nil
    }

    /// `[dimensions]`; valid as long as the segment lives.
    func vector(at place: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(rebasing: vectors[place * dimensions..<(place + 1) * dimensions])
    }
}
