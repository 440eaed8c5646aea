import CSoukVectors
import Foundation
import SoukSearch

/// The checks before anything in a segment's file is believed.
struct SegmentHeader {
    private let bytes: UnsafeRawBufferPointer
    private let url: URL

    init(_ bytes: UnsafeRawBufferPointer, _ url: URL) {
        self.bytes = bytes
        self.url = url
    }

    func layout(field: VectorField, dimensions: Int) throws(RetrievalError) -> SegmentLayout {
        let length = SegmentLayout.headerLength
        guard bytes.count >= length else {
            throw damaged("a header of \(length) bytes", "\(bytes.count) bytes")
        }
        try expect("magic", "\(SegmentLayout.magic)", "\(Array(bytes[0..<8]))")
        try expect("checksum of the header", cv_crc32c(0, bytes.baseAddress, 60), number(60, UInt32.self))
        let name = String(decoding: bytes[8..<16].prefix { $0 != 0 }, as: UTF8.self)
        try expect("field", field.rawValue, name)
        try expect("dimensions", dimensions, Int(number(16, UInt32.self)))
        guard let count = Int(exactly: number(24, UInt64.self)),
            let removed = Int(exactly: number(32, UInt64.self)),
            let layout = SegmentLayout(dimensions: dimensions, count: count, removed: removed)
        else { throw damaged("counts that fit in memory", "others") }
        try expect("length by its counts", UInt64(layout.length), number(40, UInt64.self))
        try expect("length", layout.length, bytes.count)
        let body = cv_crc32c(0, bytes.baseAddress?.advanced(by: length), bytes.count - length)
        try expect("checksum", number(20, UInt32.self), body)
        return layout
    }

    private func number<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type) -> Number {
        Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }

    private func expect<Value: Equatable>(
        _ what: String, _ expected: Value, _ found: Value
    ) throws(RetrievalError) {
        guard expected == found else { throw damaged("\(what) \(expected)", "\(found)") }
    }

    private func damaged(_ expected: String, _ found: String) -> RetrievalError {
        .damaged(
            path: url.path, reason: "expected \(expected), found \(found)", remedy: VectorSegment.remedy)
    }
}
