import Foundation
import SoukCatalog
import SoukSearch

/// An embedded listing, as a segment keeps it.
struct EmbeddedListing: Codable, Sendable {
    /// Without its vectors.
    private var listing: IndexedListing
    /// float32, little-endian.
    private var vectors: [VectorField: Data]

    init(_ whole: IndexedListing) {
        listing = whole
        listing.vectors = [:]
        vectors = whole.vectors.mapValues { vector in
            vector.reduce(into: Data(capacity: vector.count * 4)) { bytes, number in
                withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
    }

    var whole: IndexedListing {
        var whole = listing
        whole.vectors = vectors.mapValues { bytes in
            stride(from: 0, to: bytes.count - 3, by: 4).map { start in
                let bits = (0..<4).reduce(UInt32(0)) {
                    $0 | UInt32(bytes[bytes.startIndex + start + $1]) << (8 * $1)
                }
                return Float(bitPattern: bits)
            }
        }
        return whole
    }
}

/// The lots of an index: its listings in the order of their ids, as many a lot as an index that is built by one program
/// embeds at once. So the vectors are the same, bit for bit, however many workers share them.
struct EmbeddedAhead: Sendable {
    let segments: SegmentFolder

    init(_ folder: URL, _ model: IndexModel) {
        let fields = model.fields.map(\.rawValue).joined(separator: " ")
        segments = SegmentFolder(
            folder, kind: "vectors",
            recipe: Checksum.sha256("vectors \(model.identity) \(model.dimensions) \(fields)"))
    }

    /// What a listing is embedded of.
    static func source(_ listing: IndexedListing) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return Checksum.sha256(try encoder.encode(listing))
    }

    func read(_ lot: Int, from sources: [String]) -> SegmentFolder.Segment<EmbeddedListing>? {
        segments.read(lot, of: EmbeddedListing.self, from: sources)
    }
}
