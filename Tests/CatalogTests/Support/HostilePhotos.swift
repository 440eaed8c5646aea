import Foundation
import Testing

import SoukCatalog

/// A broken, malicious or odd photo file and the verdict that it must get.
struct HostilePhoto: Sendable, CustomTestStringConvertible {
    enum Expected: Sendable {
        case ok
        /// Each phrase is part of a repair.
        case repaired([String])
        /// The phrase is part of the reason.
        case rejected(String)
        /// Repaired or rejected, as the decoder at hand can; but never silently ok.
        case notOK
        /// Decoders differ from version to version: any verdict will do, a crash will not.
        case any
    }

    /// The name of the file.
    let name: String
    let bytes: [UInt8]
    let expected: Expected

    var testDescription: String { name }

    func agrees(with verdict: Verdict) -> Bool {
        switch (expected, verdict) {
        case (.ok, .ok): true
        case (.repaired(let phrases), .repaired(let repairs)):
            phrases.count == repairs.count && zip(phrases, repairs).allSatisfy { $1.contains($0) }
        case (.rejected(let phrase), .rejected(let reason)): reason.contains(phrase)
        case (.notOK, .repaired), (.notOK, .rejected), (.any, _): true
        default: false
        }
    }
}

/// A folder's worth of hostile photos, made without fixtures. Used here and by the end-to-end tests.
enum HostilePhotos {
    /// Writes every photo of `all` into a folder.
    static func write(into folder: URL) throws {
        for photo in all {
            try Data(photo.bytes).write(to: folder.appendingPathComponent(photo.name))
        }
    }

    static let all: [HostilePhoto] = sound + incomplete + bombs + foreign + odd

    private static let jpeg = bytes { try scene().jpeg() }
    private static let png = bytes { try scene().png() }
    private static let gif = HandmadeGIF.file(width: 48, height: 32, frames: [quarters(48, 32)])

    private static func bytes(_ make: () throws -> [UInt8]) -> [UInt8] { (try? make()) ?? [] }

    private static func photo(
        _ name: String, _ bytes: [UInt8], _ expected: HostilePhoto.Expected
    ) -> HostilePhoto { HostilePhoto(name: name, bytes: bytes, expected: expected) }

    /// Palette indices 0...3 in quarters.
    private static func quarters(_ width: Int, _ height: Int) -> [UInt8] {
        (0..<width * height).map { at in
            (at / width * 2 >= height ? 2 : 0) + (at % width * 2 >= width ? 1 : 0)
        }
    }

    private static let sound = [
        photo("sound.jpg", jpeg, .ok),
        photo("sound.png", png, .ok),
        photo("sound.gif", gif, .ok),
        photo("sound.tiff", HandmadeTIFF.file(scene()), .ok),
        photo("sound.webp", [UInt8](base64: EncodedSamples.webp), .ok),
        photo("sound.avif", [UInt8](base64: EncodedSamples.avif), .ok),
        photo("sound.heic", [UInt8](base64: EncodedSamples.heic), .ok),
        photo("progressive.jpg", [UInt8](base64: EncodedSamples.progressiveJPEG), .ok),
        photo("no-extension", jpeg, .ok),
        photo("Ünïcødé 写真 🚲.jpg", jpeg, .ok),
        photo(String(repeating: "long", count: 60) + ".jpg", jpeg, .ok),
    ]

    private static let incomplete = [
        photo("empty.jpg", [], .rejected("empty file")),
        photo("one-byte.jpg", [0xFF], .rejected("not a photo")),
        photo("magic-only.jpg", [0xFF, 0xD8, 0xFF, 0xE0], .rejected("corrupt JPEG")),
        photo("upper-part.jpg", largeJPEG.prefix(share: 0.8), .repaired(["truncated, upper"])),
        photo("upper-strip.jpg", largeJPEG.prefix(share: 0.3), .rejected("truncated, only the upper")),
        photo("upper-part.png", largePNG.prefix(share: 0.8), .repaired(["truncated, upper"])),
        photo("upper-strip.png", largePNG.prefix(share: 0.3), .rejected("truncated, only the upper")),
        photo("signature-only.png", HandmadePNG.signature, .rejected("corrupt PNG")),
        photo("cut.webp", [UInt8](base64: EncodedSamples.webp).prefix(share: 0.5), .rejected("corrupt WebP")),
        photo("cut.avif", [UInt8](base64: EncodedSamples.avif).prefix(share: 0.9), .rejected("corrupt HEIF")),
        photo("cut.gif", gif.prefix(share: 0.9), .notOK),
        photo("cut.tiff", HandmadeTIFF.file(scene()).prefix(share: 0.5), .rejected("corrupt TIFF")),
        photo("bad-checksum.png", flipped(png, at: png.count / 2), .notOK),
        photo("zeros.jpg", [UInt8](repeating: 0, count: 4096), .rejected("nothing but zero bytes")),
        photo("noise-after-magic.jpg", [0xFF, 0xD8, 0xFF, 0xDB] + noise(4096), .rejected("corrupt JPEG")),
        photo(
            "broken-profile.jpg",
            jpeg.withJPEGSegment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1] + noise(300)),
            .repaired(["unusable colour profile"])),
    ]

    private static let bombs = [
        photo("claims-100000x100000.png", hugePNG(100_000, 100_000), .rejected("are decoded")),
        photo("claims-30000x30000.png", hugePNG(30_000, 30_000), .rejected("30000x30000 pixels, at most")),
        photo("claims-2147483647.png", hugePNG(0x7FFF_FFFF, 0x7FFF_FFFF), .notOK),
        photo("claims-65500x65500.jpg", jpeg.withJPEGSize(65500, 65500), .rejected("65500x65500 pixels")),
        photo("claims-65535x65535.jpg", jpeg.withJPEGSize(65535, 65535), .notOK),
        photo(
            "claims-65535x65535.gif",
            HandmadeGIF.file(width: 8, height: 8, frames: [quarters(8, 8)], claiming: (65535, 65535)),
            .rejected("65535x65535 pixels")),
        photo("long-strip.png", hugePNG(25_000, 20), .rejected("25000x20 pixels")),
        photo(
            "inflates.png",
            HandmadePNG.signature + HandmadePNG.header(width: 64, height: 64, bits: 8, colour: 0)
                + HandmadePNG.chunk("IDAT", HandmadePNG.zlibBomb(zeros: 20_000_000))
                + HandmadePNG.chunk("IEND", []), .notOK),
        photo(
            "inflating-text.png",
            HandmadePNG.signature + HandmadePNG.header(width: 64, height: 64, bits: 8, colour: 0)
                + HandmadePNG.chunk("zTXt", Array("bomb\0\0".utf8) + HandmadePNG.zlibBomb(zeros: 30_000_000))
                + HandmadePNG.chunk("IDAT", HandmadePNG.zlibBomb(zeros: 64 * 65))
                + HandmadePNG.chunk("IEND", []),
            .notOK),
        photo(
            "thousand-scans.jpg",
            Array(jpeg.dropLast(2))
                + [[UInt8]](repeating: [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0], count: 1000).joined(),
            .rejected("JPEG scans, at most 100")),
    ]

    private static let foreign = [
        photo(
            "page.jpg", Array("<!DOCTYPE html><html><body>404 Not Found</body></html>".utf8),
            .rejected("looks like an HTML page")),
        photo(
            "drawing.png", Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8),
            .rejected("an SVG drawing")),
        photo(
            "entity.jpg",
            Array(
                """
                <?xml version="1.0"?><!DOCTYPE svg [<!ENTITY steal SYSTEM "file:///etc/passwd">]>
                <svg xmlns="http://www.w3.org/2000/svg"><text>&steal;</text></svg>
                """.utf8), .rejected("an SVG drawing")),
        photo("document.jpg", Array("%PDF-1.7\n1 0 obj".utf8), .rejected("a PDF document")),
        photo("archive.jpg", Array("PK".utf8) + [3, 4] + noise(100), .rejected("a ZIP archive")),
        photo(
            "script.jpg", Array("push graphic-context\nimage over 0,0 0,0 'https://example.com'".utf8),
            .rejected("looks like text")),
        photo("object.jpg", Array("{\"error\": \"no such photo\"}".utf8), .rejected("a JSON document")),
        photo("program.jpg", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + noise(64), .rejected("a Linux program")),
        photo("picture.bmp", Array("BM".utf8) + noise(100), .rejected("a BMP picture")),
        photo("clip.jpg", [0, 0, 0, 24] + Array("ftypmp42".utf8) + noise(64), .rejected("a video")),
        photo("noise.jpg", [0x80] + noise(4096), .rejected("data of no known format")),
    ]

    private static let odd =
        [
            photo("really-jpeg.png", jpeg, .repaired(["named .png, is JPEG"])),
            photo("really-png.jpg", png, .repaired(["named .jpg, is PNG"])),
            photo("jpeg-and-archive.jpg", jpeg + Array("PK".utf8) + [3, 4] + noise(2000), .ok),
            photo(
                "jpeg-with-page.jpg", jpeg.withJPEGSegment(0xFE, Array("<script>alert(1)</script>".utf8)), .ok
            ),
            photo("noise-behind-end.jpg", jpeg + noise(5000), .ok),
            photo(
                "animated.gif",
                HandmadeGIF.file(
                    width: 48, height: 32, frames: [quarters(48, 32), quarters(48, 32).reversed()]),
                .repaired(["first of 2 frames"])),
            photo("pages.tiff", HandmadeTIFF.file(scene(), pages: 3), .repaired(["first of 3 frames"])),
            photo("circular.tiff", HandmadeTIFF.file(scene(), nextOffset: 8 + 96 * 64 * 3 + 6), .any),
            photo("ink.jpg", [UInt8](base64: EncodedSamples.cmykJPEG), .repaired(["CMYK"])),
            photo("deep.png", deepPNG, .repaired(["16 bits a sample"])),
            photo("palette.png", palettePNG, .repaired(["transparency"])),
            photo("grey-alpha.png", greyAlphaPNG, .repaired(["transparency"])),
            photo("two-colour.png", bilevelPNG, .ok),
            photo(
                "tiny.png", bytes { try scene(width: 40, height: 9).png() },
                .rejected("40x9 pixels, at least 16")),
            photo(
                "one-colour.png",
                bytes { try PixelBuffer(width: 90, height: 60, colour: (200, 200, 200)).png() },
                .repaired(["one colour only"])),
            photo("ribbon.png", bytes { try scene(width: 3000, height: 16).png() }, .ok),
        ]
        + (2...8).map { orientation in
            photo(
                "orientation-\(orientation).jpg",
                bytes {
                    try stored(scene(), orientation: orientation).jpeg().withExif(
                        orientation: UInt8(orientation))
                },
                .repaired(["turned upright from EXIF orientation \(orientation)"]))
        }

    // MARK: - Parts

    private static let largeJPEG = bytes { try textured(300, 400).jpeg() }
    private static let largePNG = bytes { try textured(300, 400).png() }

    /// Every row has about the same detail, so that half of the bytes are about half of the rows.
    private static func textured(_ width: Int, _ height: Int) -> PixelBuffer {
        PixelBuffer(width: width, height: height, bytes: noise(width * height * 3))
    }

    private static func hugePNG(_ width: Int, _ height: Int) -> [UInt8] {
        HandmadePNG.signature + HandmadePNG.header(width: width, height: height, bits: 8, colour: 2)
            + HandmadePNG.chunk("IDAT", HandmadePNG.zlibBomb(zeros: 1_000_000))
            + HandmadePNG.chunk("IEND", [])
    }

    private static let deepPNG = HandmadePNG.file(
        width: 32, height: 32, bits: 16, colour: 2,
        rows: (0..<32).map { y in (0..<32).flatMap { x in [UInt8(x * 8), 1, UInt8(y * 8), 2, 128, 3] } })
    private static let palettePNG = HandmadePNG.file(
        width: 32, height: 32, bits: 8, colour: 3,
        extra: [
            HandmadePNG.chunk("PLTE", [220, 20, 20, 20, 200, 20, 20, 20, 220, 0, 0, 0]),
            HandmadePNG.chunk("tRNS", [255, 255, 255, 0]),
        ], rows: (0..<32).map { y in (0..<32).map { x in (y < 16 ? 0 : 2) + (x < 16 ? 0 : 1) } })
    private static let greyAlphaPNG = HandmadePNG.file(
        width: 32, height: 32, bits: 8, colour: 4,
        rows: (0..<32).map { y in (0..<32).flatMap { x in [UInt8(x * 8), y < 16 ? 0 : 255] } })
    private static let bilevelPNG = HandmadePNG.file(
        width: 32, height: 32, bits: 1, colour: 0,
        rows: (0..<32).map { y in y < 16 ? [0xFF, 0, 0xFF, 0] : [0, 0xFF, 0, 0xFF] })

    private static func flipped(_ bytes: [UInt8], at index: Int) -> [UInt8] {
        var copy = bytes
        if copy.indices.contains(index) { copy[index] ^= 0xFF }
        return copy
    }

    /// The same noise every time, by a linear congruential generator.
    static func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(state >> 56)
        }
    }
}
