import CSoukVectors
import Foundation
import SoukSearch

/// The checks before anything in a segment's file is believed.
struct SegmentHeader {
    private let bytes: [UInt8]
    private let file: OpenFile

    init(_ file: OpenFile) throws(RetrievalError) {
        self.file = file
        bytes = try file.array(0..<min(SegmentLayout.headerLength, file.length))
    }

    /// Where the parts lie, by what the header says alone.
    func layout(field: VectorField, dimensions: Int) throws(RetrievalError) -> SegmentLayout {
        let length = SegmentLayout.headerLength
        guard bytes.count >= length else {
            throw damaged("a header of \(length) bytes", "\(bytes.count) bytes")
        }
        try expect("magic", "\(SegmentLayout.magic)", "\(Array(bytes[0..<8]))")
        try expect("checksum of the header", cv_crc32c(0, bytes, 60), number(60, UInt32.self))
        let name = String(decoding: bytes[8..<16].prefix { $0 != 0 }, as: UTF8.self)
        try expect("field", field.rawValue, name)
        try expect("dimensions", dimensions, Int(number(16, UInt32.self)))
        guard let count = Int(exactly: number(24, UInt64.self)),
            let removed = Int(exactly: number(32, UInt64.self)),
            let layout = SegmentLayout(dimensions: dimensions, count: count, removed: removed)
        else { throw damaged("counts that fit in memory", "others") }
        try expect("length by its counts", UInt64(layout.length), number(40, UInt64.self))
        try expect("length", layout.length, file.length)
        return layout
    }

    /// Whether every byte is what was written.
    ///
    /// - Parameter copy: the file's first bytes; the others are read from it.
    func check(_ copy: UnsafeRawBufferPointer) throws(RetrievalError) {
        let body = UnsafeRawBufferPointer(rebasing: copy.dropFirst(bytes.count))
        var sum = cv_crc32c(0, body.baseAddress, body.count)
        try file.pieces(copy.count..<file.length) { sum = cv_crc32c(sum, $0.baseAddress, $0.count) }
        try expect("checksum", number(20, UInt32.self), sum)
    }

    private func number<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type) -> Number {
        Number(
            littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Number.self) })
    }

    private func expect<Value: Equatable>(
        _ what: String, _ expected: Value, _ found: Value
    ) throws(RetrievalError) {
        guard expected == found else { throw damaged("\(what) \(expected)", "\(found)") }
    }

    private func damaged(_ expected: String, _ found: String) -> RetrievalError {
        .damaged(
            path: file.url.path, reason: "expected \(expected), found \(found)", remedy: VectorSegment.remedy)
    }
}
