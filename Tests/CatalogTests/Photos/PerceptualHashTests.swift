import Foundation
import Testing

import SoukCatalog

@Suite("Perceptual hash")
struct PerceptualHashTests {
    private func hash(_ bytes: [UInt8]) -> UInt64? {
        PhotoCleaner().clean(bytes: bytes).outcome.perceptualHash
    }

    /// Soft blobs at places that the seed chooses.
    private func blobs(_ seed: UInt64, width: Int = 320, height: Int = 240) -> PixelBuffer {
        let dice = HostilePhotos.noise(30, seed: seed).map { Double($0) / 255 }
        var pixels = PixelBuffer(width: width, height: height, colour: (90, 90, 90))
        for y in 0..<height {
            for x in 0..<width {
                let (across, down) = (Double(x) / Double(width), Double(y) / Double(height))
                let light = (0..<10).reduce(0.0) { sum, blob in
                    let (dx, dy) = (across - dice[blob * 3], down - dice[blob * 3 + 1])
                    return sum + (dice[blob * 3 + 2] - 0.5) * exp(-(dx * dx + dy * dy) * 40)
                }
                let value = UInt8(min(max(128 + 200 * light, 0), 255))
                pixels.bytes[(y * width + x) * 3] = value
                pixels.bytes[(y * width + x) * 3 + 1] = value
            }
        }
        return pixels
    }

    @Test("Other sizes and compression change few bits, other pictures about half", arguments: 1...4)
    func distances(seed: Int) throws {
        let picture = blobs(UInt64(seed))
        let original = try #require(hash(try picture.png()))
        let compressed = try #require(hash(try picture.jpeg(quality: 30)))
        let smaller = try #require(hash(picture.resized(width: 160, height: 120).jpeg(quality: 80)))
        let other = try #require(hash(try blobs(UInt64(seed) + 100).png()))
        #expect(PerceptualHash.distance(original, compressed) <= 6)
        #expect(PerceptualHash.distance(original, smaller) <= 6)
        #expect(PerceptualHash.distance(original, other) >= 16)
    }

    @Test("Half of the bits are set, so that no picture is near to all")
    func balance() throws {
        #expect(try #require(hash(try blobs(9).png())).nonzeroBitCount == 32)
    }

    @Test("Flat pictures have none")
    func flat() throws {
        #expect(hash(try PixelBuffer(width: 60, height: 60, colour: (250, 250, 250)).png()) == nil)
    }

    @Test("Distance counts bits")
    func distance() {
        #expect(PerceptualHash.distance(0, .max) == 64)
        #expect(PerceptualHash.distance(0b1011, 0b0010) == 2)
    }
}
