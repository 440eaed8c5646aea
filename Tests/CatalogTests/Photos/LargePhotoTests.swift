import Foundation
import Testing

@testable import SoukCatalog

/// Photos of phones with more than a hundred megapixels: what counts is the memory that decoding takes.
struct LargePhotoTests {
    /// A grey JPEG of any size; a block of it takes two bits.
    private func jpeg(_ width: Int, _ height: Int, isProgressive: Bool = false, parts: [UInt8] = [0x11])
        -> [UInt8]
    {
        func big(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }
        func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
            [0xFF, marker] + big(body.count + 2) + body
        }
        let oneCode: [UInt8] = [1] + [UInt8](repeating: 0, count: 15) + [0]
        var frame: [UInt8] = [8]
        frame += big(height) + big(width) + [UInt8(parts.count)]
        var scan: [UInt8] = [UInt8(parts.count)]
        for (index, part) in parts.enumerated() {
            frame += [UInt8(index + 1), part, 0]
            scan += [UInt8(index + 1), 0]
        }
        scan += [0, isProgressive ? 0 : 63, 0]
        var bytes: [UInt8] = [0xFF, 0xD8]
        bytes += segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        bytes += segment(isProgressive ? 0xC2 : 0xC0, frame)
        bytes += segment(0xC4, [0x00] + oneCode)
        bytes += segment(0xC4, [0x10] + oneCode)
        bytes += segment(0xDA, scan)
        let blocks = ((width + 7) / 8) * ((height + 7) / 8)
        bytes += [UInt8](repeating: 0, count: (blocks * 2 + 7) / 8)
        if isProgressive { bytes += segment(0xDA, scan) }
        return bytes + [0xFF, 0xD9]
    }

    @Test(arguments: [(12_000, 9_000), (11_000, 5_550), (16_000, 3_800), (16_320, 12_240)])
    func baselineFilesAreShrunkWhileTheyAreDecoded(width: Int, height: Int) throws {
        let bytes = jpeg(width, height)
        let source = try PhotoSource(ByteBuffer(bytes), limits: PhotoLimits())
        #expect(source.decodingBytes < 64 << 20)
        let (outcome, photo) = PhotoCleaner().clean(bytes: bytes, name: "phone.jpg")
        #expect(outcome.verdict == .repaired(["one colour only"]))
        #expect(outcome.width == width && outcome.height == height && photo != nil)
    }

    /// A progressive file stands whole in memory: 3 bytes a pixel where colours are halved, 6 where they are not.
    @Test(
        arguments: [
            (12_000, 9_000, [0x22, 0x11, 0x11], 356), (16_320, 12_240, [0x22, 0x11, 0x11], 627),
            (16_320, 12_240, [0x11, 0x11, 0x11], 1198), (12_000, 9_000, [0x11], 253),
        ] as [(Int, Int, [UInt8], Int)])
    func progressiveFilesAreTakenByTheirMemory(width: Int, height: Int, parts: [UInt8], mebibytes: Int) {
        let bytes = jpeg(width, height, isProgressive: true, parts: parts)
        var limits = PhotoLimits()
        limits.memory = 1 << 40
        guard let need = try? PhotoSource(ByteBuffer(bytes), limits: limits).decodingBytes else {
            Issue.record("the header is not read")
            return
        }
        #expect(need >> 20 == mebibytes)
        limits.memory = need - 1
        let reason = PhotoCleaner(limits: limits).clean(bytes: bytes).outcome.verdict.description
        #expect(
            reason == "rejected: \(width)x\(height) pixels of JPEG take \(need >> 20) MiB to decode, at most "
                + "\((need - 1) >> 20) MiB are given")
    }

    /// The size of a WebP is read before libvips is asked, which sets aside room for all of it.
    @Test func sizesOfWebP() throws {
        let lossy = [UInt8](base64: EncodedSamples.webp)
        let size = try #require(WebPContainer.size(ByteBuffer(lossy)))
        #expect(size == (48, 32))
        let head = Array("RIFF\0\0\0\0WEBP".utf8)
        let canvas =
            head + Array("VP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 0x7F, 0x3E, 0, 0xDF, 0x2E, 0, 0, 0, 0, 0]
        #expect(try #require(WebPContainer.size(ByteBuffer(canvas))) == (16_000, 12_000))
        let bits = UInt32(15_999) | UInt32(11_999) << 14
        var lossless = head + Array("VP8L".utf8) + [9, 0, 0, 0, 0x2F]
        lossless +=
            (0..<4).map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) } + [UInt8](repeating: 0, count: 8)
        #expect(try #require(WebPContainer.size(ByteBuffer(lossless))) == (16_000, 12_000))
        #expect(WebPContainer.planeBytes(ByteBuffer(lossless)) == 4)
        #expect(WebPContainer.size(ByteBuffer(Array(lossy.prefix(20)))) == nil)
    }
}
