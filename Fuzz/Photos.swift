import Foundation

@testable import SoukCatalog

extension FuzzTarget {
    private static func samples() throws -> [[UInt8]] {
        let jpeg = try scene().jpeg()
        return [
            jpeg, jpeg.withExif(orientation: 6),
            jpeg.withJPEGSegment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1]),
            try scene().png(),
            HandmadePNG.file(
                width: 4, height: 2, bits: 8, colour: 2,
                extra: [
                    HandmadePNG.chunk("tEXt", Array("a\0b".utf8)), HandmadePNG.chunk("gAMA", [0, 0, 1, 0]),
                ],
                rows: [[UInt8]](repeating: [UInt8](repeating: 7, count: 12), count: 2)),
        ]
            + [
                EncodedSamples.cmykJPEG, EncodedSamples.progressiveJPEG, EncodedSamples.webp,
                EncodedSamples.avif,
                EncodedSamples.heic,
            ].map { [UInt8](base64: $0) } + [gif, tiff]
    }

    private static let gif: [UInt8] =
        Array("GIF89a".utf8) + [2, 0, 2, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
        + [0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x21, 0xFE, 2, 65, 66, 0]
        + [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x44, 0x51, 0, 0x3B]

    private static let tiff: [UInt8] = {
        let entries: [(tag: UInt8, kind: UInt8, value: UInt8)] = [
            (0, 3, 2), (1, 3, 2), (2, 3, 8), (3, 3, 1), (6, 3, 1), (0x11, 4, 8), (0x15, 3, 1), (0x16, 3, 2),
            (0x17, 4, 4),
        ]
        return [0x49, 0x49, 0x2A, 0, 12, 0, 0, 0, 10, 200, 30, 90, UInt8(entries.count), 0]
            + entries.flatMap { [$0.tag, 1, $0.kind, 0, 1, 0, 0, 0, $0.value, 0, 0, 0] } + [0, 0, 0, 0]
    }()

    /// What goes before a decoder sees the file: no part is read outside of it, and it never grows.
    static let photoContainers = FuzzTarget(
        name: "photo-containers", seeds: samples,
        read: { bytes in
            guard let format = PhotoFormat(sniffing: Array(bytes.prefix(32))) else { return }
            let container = try PhotoContainer(ByteBuffer(bytes), format: format)
            require(container.bytes.count <= bytes.count, "\(format) grew")
            if format == .webp {
                _ = WebPContainer.planeBytes(container.bytes)
                _ = WebPContainer.size(container.bytes)
            }
            if format == .jpeg { _ = JPEGContainer.coefficientBytes(container.bytes) }
        })

    /// The whole way of an upload.
    static let photos = FuzzTarget(
        name: "photos", seeds: samples,
        read: { bytes in
            let (outcome, photo) = PhotoCleaner().clean(bytes: bytes)
            require((photo == nil) == outcome.verdict.isRejected, "\(outcome)")
        })
}
