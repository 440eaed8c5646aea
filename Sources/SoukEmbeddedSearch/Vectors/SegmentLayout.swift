import CSoukVectors
import Foundation
import SoukSearch

/// Where in a segment's file its parts lie. All numbers are little-endian.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `SOUKVEC1` |
/// | 8 | 8 | field, ASCII, filled with zeros |
/// | 16 | 4 | dimensions |
/// | 20 | 4 | CRC-32C of all behind the header |
/// | 24 | 8 | count of vectors |
/// | 32 | 8 | count of removed rows |
/// | 40 | 8 | length of the file |
/// | 48 | 12 | zero |
/// | 60 | 4 | CRC-32C of the 60 bytes before |
///
/// Then, each beginning at a multiple of 64: row ids as `[count]` Int64, rising; removed rows as `[removed]`
/// Int64, rising; scales as `[count]` Float32; codes as `[count, dimensions]` Int8; vectors as
/// `[count, dimensions]` Float32.
struct SegmentLayout: Equatable {
    static let magic = Array("SOUKVEC1".utf8)
    static let headerLength = 64
    static let maximalDimensions = 16_384

    let dimensions: Int
    let count: Int
    let removed: Int

    let rows: Int
    let removedRows: Int
    let scales: Int
    let codes: Int
    let vectors: Int
    let length: Int

    /// nil where the numbers make no sense, so that nothing of them is believed.
    init?(dimensions: Int, count: Int, removed: Int) {
        guard (1...Self.maximalDimensions).contains(dimensions),
            (0...Int(UInt32.max)).contains(count), (0...Int(UInt32.max)).contains(removed)
        else { return nil }
        self.dimensions = dimensions
        self.count = count
        self.removed = removed
        rows = Self.headerLength
        removedRows = Self.aligned(rows + count * 8)
        scales = Self.aligned(removedRows + removed * 8)
        codes = Self.aligned(scales + count * 4)
        vectors = Self.aligned(codes + count * dimensions)
        length = Self.aligned(vectors + count * dimensions * 4)
    }

    private static func aligned(_ offset: Int) -> Int { (offset + 63) & ~63 }

    func header(field: VectorField, checksum: UInt32) -> [UInt8] {
        var header = Self.magic + field.rawValue.utf8
        header.append(contentsOf: repeatElement(0, count: 16 - header.count))
        Self.append(UInt32(dimensions), &header)
        Self.append(checksum, &header)
        for number in [count, removed, length] { Self.append(UInt64(number), &header) }
        header.append(contentsOf: repeatElement(0, count: 12))
        Self.append(cv_crc32c(0, header, header.count), &header)
        return header
    }

    private static func append(_ number: some FixedWidthInteger, _ bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
