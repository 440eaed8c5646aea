import CSoukVectors
import Foundation
import SoukSearch

/// Vectors of one field in a file that never changes: quantised to a byte a dimension in memory, for scanning, and whole
/// in the file, for rescoring.
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
    /// Where in the file the whole vectors begin, `[count, dimensions]`.
    private let vectors: Int
    private let file: OpenFile
    private let copy: FileCopy
    /// Of the codes: the largest step, and the length of the longest vector.
    let largestScale: Float
    let longest: Float
    /// nil in a segment that is scanned as fast without.
    let sketches: VectorSketches?
    /// Those that searches looked at.
    private let kept: ReadVectors?

    var count: Int { rows.count }

    /// - Throws: `missing`, `io`, and `damaged` for a file that is not, in every byte, what was written.
    init(_ url: URL, field: VectorField, dimensions: Int) throws(RetrievalError) {
        self.url = url
        self.dimensions = dimensions
        file = try OpenFile(url)
        let header = try SegmentHeader(file)
        let layout = try header.layout(field: field, dimensions: dimensions)
        copy = try FileCopy(file, upTo: layout.vectors)
        let bytes = copy.bytes
        try header.check(bytes)
        func part<Element>(_ offset: Int, _ count: Int) -> UnsafeBufferPointer<Element> {
            UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count * MemoryLayout<Element>.stride])
                .assumingMemoryBound(to: Element.self)
        }
        rows = part(layout.rows, layout.count)
        scales = part(layout.scales, layout.count)
        codes = part(layout.codes, layout.count * dimensions)
        vectors = layout.vectors
        kept = ReadVectors(count: layout.count, dimensions: dimensions)
        let removedRows: UnsafeBufferPointer<Int64> = part(layout.removedRows, layout.removed)
        for ids in [rows, removedRows] where !WordSegment.areRows(ids) {
            throw .damaged(path: url.path, reason: "expected rising row ids", remedy: Self.remedy)
        }
        guard scales.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw .damaged(path: url.path, reason: "expected scales that are numbers", remedy: Self.remedy)
        }
        rowSet = RowSet(rows)
        removed = RowSet(removedRows)
        largestScale = scales.max() ?? 0
        longest = Self.longest(codes, scales, dimensions)
        sketches =
            layout.count >= VectorSketches.fewest && longest <= SketchedQuery.lengths.upperBound
            ? VectorSketches(codes: codes, scales: scales, dimensions: dimensions) : nil
    }

    private static func longest(
        _ codes: UnsafeBufferPointer<Int8>, _ scales: UnsafeBufferPointer<Float>, _ dimensions: Int
    ) -> Float {
        guard let start = codes.baseAddress else { return 0 }
        let kernel = cv_kernel()
        return scales.indices.reduce(0) { longest, place in
            let vector = start + place * dimensions
            var square: Int32 = 0
            cv_dots(kernel, vector, dimensions, vector, dimensions, 1, &square)
            return max(longest, Float(square).squareRoot() * scales[place])
        }
    }

    /// The first place whose row is `row` or comes after it.
    func place(from row: Int64) -> Int {
        guard let first = rows.first, let last = rows.last, row > first else { return 0 }
        guard row <= last else { return count }
        // Rows rise by one at least: where there are no gaps, only one place is left.
        var high = Int(clamping: min(UInt64(count), Self.distance(first, row)))
        var low = count - 1 - Int(clamping: min(UInt64(count - 1), Self.distance(row, last)))
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func distance(_ lower: Int64, _ upper: Int64) -> UInt64 {
        UInt64(bitPattern: upper) &- UInt64(bitPattern: lower)
    }

    func place(of row: Int64) -> Int? {
        let place = place(from: row)
        return place < count && rows[place] == row ? place : nil
    }

    /// `[dimensions]`, as it was written.
    ///
    /// - Throws: `damaged` or `io` where the file lost it.
    func storedVector(at place: Int) throws(RetrievalError) -> [Float] {
        var vector = [Float](repeating: 0, count: dimensions)
        let isRead = vector.withUnsafeMutableBufferPointer { read(place, into: $0) }
        switch isRead {
        case .success: return vector
        case .failure(let error): throw error
        }
    }

    /// Calls with `[dimensions]`: as it was written, or by its codes where the file lost it.
    func withVector<Value>(at place: Int, _ body: (UnsafeBufferPointer<Float>) -> Value) -> Value {
        let known = kept?.vector(at: place) { buffer in
            if case .success = read(place, into: buffer) { true } else { false }
        }
        if let known { return body(known) }
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: dimensions) { buffer in
            if case .failure = read(place, into: buffer) {
                for dimension in buffer.indices {
                    buffer[dimension] = Float(codes[place * dimensions + dimension]) * scales[place]
                }
            }
            return body(UnsafeBufferPointer(buffer))
        }
    }

    private func read(
        _ place: Int, into buffer: UnsafeMutableBufferPointer<Float>
    ) -> Result<Void, RetrievalError> {
        Result { () throws(RetrievalError) in
            try file.read(
                into: UnsafeMutableRawBufferPointer(buffer), at: vectors + place * dimensions * 4)
        }
    }

    /// What its file has lost since it was read; nil where nothing is.
    var fault: String? { file.fault }
}
