import SoukCatalog

/// A seller's camera: out of focus at times, noisy in the dark, thrifty with its JPEG quality.
struct Camera: Sendable {
    let blur: Int
    let noise: Double
    var quality: Int
    private let seed: UInt64

    init(_ dice: inout SplitMix64) {
        blur = dice.chance(0.22) ? 1 + dice.below(3) : 0
        noise = dice.between(1, 4) + (dice.chance(0.2) ? dice.between(4, 12) : 0)
        quality = 50 + dice.below(43)
        seed = dice.next()
    }

    /// Blurs and adds noise, in place.
    func develop(_ picture: inout PixelBuffer) {
        if blur > 0 {
            soften(&picture, step: 3, run: picture.width, lines: picture.height, stride: picture.width * 3)
            soften(&picture, step: picture.width * 3, run: picture.height, lines: picture.width, stride: 3)
        }
        grain(&picture.bytes)
    }

    /// A running mean of `2 * blur + 1` samples along one direction.
    private func soften(_ picture: inout PixelBuffer, step: Int, run: Int, lines: Int, stride: Int) {
        let span = 2 * blur + 1
        picture.bytes.withUnsafeMutableBufferPointer { bytes in
            var source = [Int](repeating: 0, count: run)
            for line in 0..<lines {
                for channel in 0..<3 {
                    let start = line * stride + channel
                    for at in 0..<run { source[at] = Int(bytes[start + at * step]) }
                    var sum = source[0] * (blur + 1)
                    for at in 1...blur { sum += source[min(at, run - 1)] }
                    for at in 0..<run {
                        bytes[start + at * step] = UInt8(sum / span)
                        sum += source[min(at + blur + 1, run - 1)] - source[max(at - blur, 0)]
                    }
                }
            }
        }
    }

    private func grain(_ bytes: inout [UInt8]) {
        var dice = SplitMix64(seed: seed)
        let strength = Int(noise * 256 / 104)
        bytes.withUnsafeMutableBufferPointer { bytes in
            var at = 0
            while at + 4 <= bytes.count {
                let random = dice.next()
                for lane in 0..<4 {
                    let bits = Int(truncatingIfNeeded: random >> UInt64(lane * 16))
                    let change = ((bits & 255) + (bits >> 8 & 255) - 255) * strength >> 8
                    bytes[at + lane] = UInt8(min(max(Int(bytes[at + lane]) + change, 0), 255))
                }
                at += 4
            }
        }
    }
}
