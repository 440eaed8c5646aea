import Foundation

/// A 64-bit fingerprint of how a picture looks; nearly identical pictures differ in few bits.
///
/// The picture as 32x32 grey values, its cosine transform, and of the 8x8 lowest frequencies above
/// zero one bit each: above their median or not. (C. Zauner, "Implementation and Benchmarking of
/// Perceptual Image Hash Functions", 2010.) About 10 differing bits or fewer mean the same picture
/// under another size or compression; unrelated pictures differ in about 32.
public enum PerceptualHash {
    /// The side of the grey picture that is transformed, in pixels.
    static let side = 32

    /// The fingerprint of a picture shrunk to 32x32; nil when it is so flat that the bits would be noise.
    static func hash(_ pixels: PixelBuffer) -> UInt64? {
        precondition(pixels.width == side && pixels.height == side)
        let grey = greyValues(pixels)
        guard standardDeviation(grey) >= flatness else { return nil }
        let frequencies = lowFrequencies(grey)
        let sorted = frequencies.sorted()
        let median = (sorted[31] + sorted[32]) / 2
        return frequencies.reduce(0) { $0 << 1 | ($1 > median ? 1 : 0) }
    }

    /// How many of the 64 bits differ.
    public static func distance(_ a: UInt64, _ b: UInt64) -> Int { (a ^ b).nonzeroBitCount }

    /// Pictures whose grey values (0...255) deviate less than this are flat.
    private static let flatness: Float = 3

    private static func greyValues(_ pixels: PixelBuffer) -> [Float] {
        pixels.bytes.withUnsafeBufferPointer { bytes in
            (0..<side * side).map { pixel in
                0.299 * Float(bytes[pixel * 3]) + 0.587 * Float(bytes[pixel * 3 + 1])
                    + 0.114 * Float(bytes[pixel * 3 + 2])
            }
        }
    }

    private static func standardDeviation(_ values: [Float]) -> Float {
        let mean = values.reduce(0, +) / Float(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)).squareRoot()
    }

    /// Frequencies 1...8 in both directions, row by row.
    private static func lowFrequencies(_ grey: [Float]) -> [Float] {
        var rows = [Float](repeating: 0, count: side * 8)
        for y in 0..<side {
            for u in 0..<8 {
                var sum: Float = 0
                for x in 0..<side { sum += grey[y * side + x] * cosines[u * side + x] }
                rows[y * 8 + u] = sum
            }
        }
        var result = [Float](repeating: 0, count: 64)
        for v in 0..<8 {
            for u in 0..<8 {
                var sum: Float = 0
                for y in 0..<side { sum += rows[y * 8 + u] * cosines[v * side + y] }
                result[v * 8 + u] = sum
            }
        }
        return result
    }

    /// `cos(pi (2x + 1) (u + 1) / 64)` at `[u * 32 + x]`.
    private static let cosines: [Float] = (0..<8 * side).map { index in
        let (u, x) = (index / side, index % side)
        return Float(cos(Double.pi * Double((2 * x + 1) * (u + 1)) / Double(2 * side)))
    }
}
