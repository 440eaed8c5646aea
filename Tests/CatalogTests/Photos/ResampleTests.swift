import Foundation
import Testing

import SoukCatalog

@Suite("Resampling")
struct ResampleTests {
    /// The definition, written down without regard to speed, in double precision.
    private func reference(_ pixels: PixelBuffer, _ width: Int, _ height: Int) -> [Double] {
        func kernel(_ x: Double) -> Double {
            if x == 0 { return 1 }
            return abs(x) >= 3 ? 0 : sin(.pi * x) * sin(.pi * x / 3) * 3 / (.pi * .pi * x * x)
        }
        func weights(_ size: Int, _ wanted: Int, _ index: Int) -> [Double] {
            let scale = Double(size) / Double(wanted)
            let centre = (Double(index) + 0.5) * scale
            let raw = (0..<size).map { kernel((Double($0) + 0.5 - centre) / max(scale, 1)) }
            let sum = raw.reduce(0, +)
            return raw.map { $0 / sum }
        }
        var result: [Double] = []
        for y in 0..<height {
            let down = weights(pixels.height, height, y)
            for x in 0..<width {
                let across = weights(pixels.width, width, x)
                for channel in 0..<3 {
                    var sum = 0.0
                    for (row, a) in down.enumerated() where a != 0 {
                        for (column, b) in across.enumerated() where b != 0 {
                            sum += a * b * Double(pixels.bytes[(row * pixels.width + column) * 3 + channel])
                        }
                    }
                    result.append(min(max(sum, 0), 255))
                }
            }
        }
        return result
    }

    @Test(
        "Agrees with the definition of the Lanczos filter, both ways",
        arguments: [(40, 30, 17, 13), (20, 14, 33, 25), (64, 10, 8, 20), (31, 31, 31, 7), (5, 3, 9, 1)])
    func definition(width: Int, height: Int, wantedWidth: Int, wantedHeight: Int) {
        let noise = HostilePhotos.noise(width * height * 3, seed: 7)
        let pixels = PixelBuffer(width: width, height: height, bytes: noise)
        let found = pixels.resized(width: wantedWidth, height: wantedHeight)
        let expected = reference(pixels, wantedWidth, wantedHeight)
        #expect(found.bytes.count == expected.count)
        let worst = zip(found.bytes, expected).map { abs(Double($0) - $1) }.max() ?? 0
        #expect(worst <= 0.51)
    }

    @Test("One colour stays that colour at any size", arguments: [(1, 1), (7, 3), (300, 2), (16, 64)])
    func constant(width: Int, height: Int) {
        let pixels = PixelBuffer(width: 37, height: 23, colour: (3, 141, 255))
        let expected = PixelBuffer(width: width, height: height, colour: (3, 141, 255))
        #expect(pixels.resized(width: width, height: height) == expected)
    }

    @Test("Mirroring before or after makes no difference")
    func symmetry() {
        func mirrored(_ pixels: PixelBuffer) -> PixelBuffer {
            var copy = pixels
            for y in 0..<pixels.height {
                for x in 0..<pixels.width {
                    let colour = pixels[pixels.width - 1 - x, y]
                    let at = (y * pixels.width + x) * 3
                    copy.bytes.replaceSubrange(at..<at + 3, with: [colour.0, colour.1, colour.2])
                }
            }
            return copy
        }
        let small = mirrored(scene()).resized(width: 41, height: 27)
        let other = mirrored(scene().resized(width: 41, height: 27))
        #expect(zip(small.bytes, other.bytes).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }
}
