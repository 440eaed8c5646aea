import CSoukVectors
import Foundation

@testable import SoukEmbeddedSearch
@testable import SoukSearch

extension FuzzTarget {
    /// Files of the index with right checksums, so that what is checked behind them is reached.
    static let segments = FuzzTarget(
        name: "segments",
        seeds: {
            let folder = try TemporaryFolder()
            let index = try ListingIndex.create(
                at: folder.url.appendingPathComponent("index"),
                model: IndexModel(identity: "m", dimensions: 4, fields: [.text]))
            try index.upsert(
                (0..<6).map { number in
                    var listing = IndexedListing(
                        id: "l\(number)", title: "Oak table \(number)", description: "Solid, by the sea")
                    listing.vectors[.text] = [1, 0, 0, 0]
                    return listing
                })
            try index.compact()
            let files = FileManager.default.enumerator(at: index.folder, includingPropertiesForKeys: nil)
            return try (files?.allObjects as? [URL] ?? [])
                .filter { ["words", "vectors"].contains($0.pathExtension) }
                .map { Array(try Data(contentsOf: $0)) }
        },
        read: { bytes in
            guard bytes.count >= SegmentContainer.headerLength else { return }
            if bytes.starts(with: SegmentContainer.magic) {
                // What lies within the sections is believed when the checksum is right.
                try withFile(mended(bytes, sum: 8), "file.words") { _ = try WordSegment($0) }
            } else {
                try withFile(mended(bytes, sum: 20), "file.vectors") { url in
                    let segment = try VectorSegment(url, field: .text, dimensions: 4)
                    for place in 0..<segment.count { _ = try segment.storedVector(at: place) }
                }
            }
        })

    /// With the checksums that its bytes have.
    private static func mended(_ bytes: [UInt8], sum place: Int) -> [UInt8] {
        var bytes = bytes
        func put(_ sum: UInt32, _ place: Int) {
            for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: sum >> (8 * byte)) }
        }
        let body = Array(bytes[SegmentContainer.headerLength...])
        put(cv_crc32c(0, body, body.count), place)
        put(cv_crc32c(0, bytes, 60), 60)
        return bytes
    }
}
