import Foundation
import Testing

import SoukCatalog

@Suite("Cleaning of photos")
struct PhotoCleanerTests {
    private let cleaner = PhotoCleaner()

    @Test(
        "A picture is laid undistorted into the middle of the square",
        arguments: [
            (96, 64, PhotoFrame(x: 0, y: 85.0 / 512, width: 1, height: 341.0 / 512)),
            (64, 96, PhotoFrame(x: 85.0 / 512, y: 0, width: 341.0 / 512, height: 1)),
            (80, 80, PhotoFrame.whole),
            (1024, 768, PhotoFrame(x: 0, y: 0.125, width: 1, height: 0.75)),
        ])
    func letterbox(width: Int, height: Int, frame: PhotoFrame) throws {
        let (outcome, photo) = cleaner.clean(bytes: try scene(width: width, height: height).jpeg())
        #expect(outcome.frame == frame)
        #expect((outcome.width, outcome.height) == (width, height))
        let square = try decoded(try #require(photo).large)
        for corner in corners(of: frame, inside: false) {
            #expect(near(square[corner.x, corner.y], (124, 116, 104), within: 6))
        }
        expectQuarters(square, frame)
    }

    @Test("Every EXIF orientation ends upright", arguments: 1...8)
    func orientation(_ orientation: Int) throws {
        let bytes = try stored(scene(), orientation: orientation).jpeg()
            .withExif(orientation: UInt8(orientation))
        let (outcome, photo) = cleaner.clean(bytes: bytes)
        #expect((outcome.width, outcome.height) == (96, 64))
        let square = try decoded(try #require(photo).large)
        expectQuarters(square, try #require(outcome.frame))
        let upright = try PhotoDecoder.decode(bytes, crop: nil, width: 96, height: 64)
        expectQuarters(upright, .whole)
    }

    @Test(
        "Every format gives the same colours",
        arguments: [
            EncodedSamples.progressiveJPEG, EncodedSamples.webp, EncodedSamples.avif, EncodedSamples.heic,
            EncodedSamples.cmykJPEG,
        ])
    func formats(sample: String) throws {
        let (outcome, photo) = cleaner.clean(bytes: [UInt8](base64: sample))
        expectQuarters(try decoded(try #require(photo).large), try #require(outcome.frame))
    }

    @Test("What is transparent becomes white")
    func transparency() throws {
        let file = try #require(HostilePhotos.all.first { $0.name == "palette.png" })
        let (_, photo) = cleaner.clean(bytes: file.bytes)
        let square = try decoded(try #require(photo).large)
        #expect(near(square[384, 384], (255, 255, 255), within: 4))
        #expect(near(square[128, 128], (220, 20, 20), within: 8))
    }

    @Test("16-bit samples keep their brightness")
    func deepSamples() throws {
        let file = try #require(HostilePhotos.all.first { $0.name == "deep.png" })
        let (_, photo) = cleaner.clean(bytes: file.bytes)
        let square = try decoded(try #require(photo).large)
        #expect(near(square[256, 256], (124, 124, 128), within: 10))
    }

    @Test("The small photo is the large one shrunk")
    func sizesAgree() throws {
        let (_, photo) = cleaner.clean(bytes: try scene(width: 300, height: 200).jpeg())
        let clean = try #require(photo)
        let small = try decoded(clean.small, side: 64)
        let shrunk = try PhotoDecoder.decode(clean.large, crop: nil, width: 64, height: 64)
        let difference = zip(small.bytes, shrunk.bytes).map { abs(Int($0) - Int($1)) }.reduce(0, +)
        #expect(Double(difference) / Double(small.bytes.count) < 2)
    }

    @Test("Files and memory, once and again, give the same bytes")
    func deterministic() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("a.jpg")
        try Data(scene().jpeg()).write(to: file)
        let folders = PhotoFolders(root: folder.url)
        let written = try cleaner.clean(file: file, id: "a", into: folders)
        let (outcome, photo) = cleaner.clean(bytes: try scene().jpeg(), name: "a.jpg")
        #expect(written == outcome)
        for size in PhotoSize.allCases {
            let bytes = try Data(contentsOf: folders.url(id: "a", size: size))
            #expect(Array(bytes) == photo?.bytes(size))
        }
    }

    @Test("A truncated photo keeps its proportions")
    func truncated() throws {
        let file = try #require(HostilePhotos.all.first { $0.name == "upper-part.jpg" })
        let frame = try #require(cleaner.clean(bytes: file.bytes).outcome.frame)
        // Four fifths of 300x400 are about 300x320.
        #expect(abs(frame.height / frame.width - 320.0 / 300) < 0.12)
    }

    @Test("Limits are the caller's")
    func limits() throws {
        var limits = PhotoLimits()
        limits.pixels = 96 * 64 - 1
        let bytes = try scene().jpeg()
        #expect(PhotoCleaner(limits: limits).clean(bytes: bytes).outcome.verdict.isRejected)
        limits.pixels += 1
        #expect(PhotoCleaner(limits: limits).clean(bytes: bytes).outcome.verdict == .ok)
        limits.fileBytes = bytes.count - 1
        #expect(PhotoCleaner(limits: limits).clean(bytes: bytes).outcome.verdict.isRejected)
    }

    @Test("A disk that refuses is no fault of the photo")
    func refusedWriting() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("a.jpg")
        try Data(scene().jpeg()).write(to: file)
        let folders = PhotoFolders(root: file)
        #expect(throws: CatalogError.self) { try cleaner.clean(file: file, id: "a", into: folders) }
    }

    // MARK: - Judging pixels

    private func decoded(_ bytes: [UInt8], side: Int = 512) throws -> PixelBuffer {
        try PhotoDecoder.decode(bytes, crop: nil, width: side, height: side)
    }

    private func corners(of frame: PhotoFrame, inside: Bool) -> [(x: Int, y: Int)] {
        if frame.x > 0 { return [(2, 256), (509, 256)] }
        return frame.y > 0 ? [(256, 2), (256, 509)] : []
    }

    /// Red, green, blue and yellow in the middles of the quarters of a frame.
    private func expectQuarters(_ pixels: PixelBuffer, _ frame: PhotoFrame) {
        func colour(_ x: Double, _ y: Double) -> (UInt8, UInt8, UInt8) {
            pixels[
                Int((frame.x + x * frame.width) * Double(pixels.width)),
                Int((frame.y + y * frame.height) * Double(pixels.height))]
        }
        #expect(near(colour(0.25, 0.25), (220, 25, 20), within: 70))
        #expect(near(colour(0.75, 0.25), (25, 190, 20), within: 70))
        #expect(near(colour(0.25, 0.75), (20, 25, 210), within: 100))
        #expect(near(colour(0.75, 0.75), (225, 220, 15), within: 70))
    }

    private func near(
        _ a: (UInt8, UInt8, UInt8), _ b: (Int, Int, Int), within tolerance: Int
    ) -> Bool {
        abs(Int(a.0) - b.0) <= tolerance && abs(Int(a.1) - b.1) <= tolerance
            && abs(Int(a.2) - b.2) <= tolerance
    }
}
