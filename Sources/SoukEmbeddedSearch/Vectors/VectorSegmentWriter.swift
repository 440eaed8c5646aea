import CSoukVectors
import Foundation
import SoukSearch

/// Writes a segment's file, part after part, in little memory.
struct VectorSegmentWriter {
    let field: VectorField
    let dimensions: Int
    var steps = FileSteps.none

    /// - Parameters:
    ///   - rows: Rising.
    ///   - removed: Rows that older segments may hold and that are gone.
    ///   - vector: The finite vector `[dimensions]` of the row at a place.
    func write(
        _ rows: [Int64], removed: RowSet, to url: URL,
        vector: (Int, (UnsafeBufferPointer<Float>) throws(RetrievalError) -> Void) throws(RetrievalError) ->
            Void
    ) throws(RetrievalError) {
        guard let layout = SegmentLayout(dimensions: dimensions, count: rows.count, removed: removed.count)
        else {
            throw .vector(
                reason: "a segment of \(rows.count) vectors of \(dimensions) dimensions is too large")
        }
        var file = try DurableFile(url, steps: steps)
        try file.append([UInt8](repeating: 0, count: SegmentLayout.headerLength))
        file.checksum = 0
        try file.append(rows.map(\.littleEndian))
        try file.appendZeros(to: 64)
        try file.append(removed.map(\.littleEndian))
        try file.appendZeros(to: 64)

        var codes = [Int8](repeating: 0, count: dimensions)
        var scales: [Float] = []
        scales.reserveCapacity(rows.count)
        for place in rows.indices {
            try vector(place) { (values) throws(RetrievalError) in
                scales.append(cv_quantise(values.baseAddress, dimensions, &codes))
            }
        }
        try file.append(scales)
        try file.appendZeros(to: 64)
        for place in rows.indices {
            try vector(place) { (values) throws(RetrievalError) in
                _ = cv_quantise(values.baseAddress, dimensions, &codes)
            }
            try file.append(codes)
        }
        try file.appendZeros(to: 64)
        for place in rows.indices {
            try vector(place) { (values) throws(RetrievalError) in
                try file.append(UnsafeRawBufferPointer(values))
            }
        }
        try file.appendZeros(to: 64)
        let checksum = file.checksum
        try file.replaceStart(with: layout.header(field: field, checksum: checksum))
        try file.finish()
    }
}
