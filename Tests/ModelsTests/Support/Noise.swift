import Foundation
import SoukModels
import SoukNeural
import SoukTensors

/// Weights and photos by the formula of `Scripts/fixtures/models.py`.
enum Noise {
    /// Numbers in `[0, 1)`: murmur3's finaliser of the index, seeded by FNV-1a of the name.
    static func map(_ name: String, count: Int, _ transform: (Double) -> Float) -> [Float] {
        var seed: UInt32 = 2_166_136_261
        for byte in name.utf8 { seed = (seed ^ UInt32(byte)) &* 16_777_619 }
        return [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            var (index, state) = (0, seed)
            while index < count {
                var x = state
                x ^= x >> 16
                x = x &* 0x85EB_CA6B
                x ^= x >> 13
                x = x &* 0xC2B2_AE35
                x ^= x >> 16
                buffer[index] = transform(Double(x) / 4_294_967_296)
                index += 1
                state = state &+ 2_654_435_769
            }
            filled = count
        }
    }

    /// Weights of He et al.'s variance; scales and variances near 1; the rest near 0.
    static func parameter(_ path: String, _ shape: [Int]) throws -> Tensor {
        let count = shape.reduce(1, *)
        let values: [Float]
        if shape.count >= 2 {
            let bound = (6 / Double(shape.dropFirst().reduce(1, *))).squareRoot()
            values = map(path, count: count) { Float((2 * $0 - 1) * bound) }
        } else if path.hasSuffix(".weight") || path.hasSuffix(".running_var") {
            values = map(path, count: count) { Float(0.8 + 0.4 * $0) }
        } else {
            values = map(path, count: count) { Float(0.2 * (2 * $0 - 1)) }
        }
        return try Tensor(values, shape: shape)
    }

    /// Pixels, uint8 `[batch, 3, height, width]`.
    static func photos(_ batch: Int, height: Int, width: Int) throws -> Tensor {
        let shape = [batch, 3, height, width]
        return try Tensor(map("photos", count: shape.reduce(1, *)) { Float(Int(256 * $0)) }, shape: shape).to(
            .uint8)
    }

    /// One smooth photo, uint8 `[1, 3, size, size]`.
    static func picture(_ size: Int) throws -> Tensor {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(3 * size * size)
        for channel in 0..<3 {
            for y in 0..<size {
                for x in 0..<size {
                    pixels.append(UInt8((x * (channel + 1) + 2 * y + x * y / 32 + 60 * channel) % 256))
                }
            }
        }
        return try Tensor(pixels, shape: [1, 3, size, size])
    }

    /// A classifier of 10 classes with all weights by formula, without dropout.
    static func classifier(_ architecture: Architecture) throws -> ImageClassifier {
        let made = try ImageClassifier(architecture, classCount: 10, dropout: 0, seed: 1)
        for entry in made.parameters.entries {
            try entry.tensor.assign(parameter(entry.path, entry.tensor.shape))
        }
        return made
    }
}
