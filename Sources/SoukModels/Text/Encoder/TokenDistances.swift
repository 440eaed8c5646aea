import Foundation
import SoukNeural
import SoukTensors

/// What the distance of two tokens is worth to an attention head: a learned number for each bucket of distances, shared
/// by all layers (T5: Raffel et al. 2020; MPNet: Song et al. 2020). It is not trained further here.
struct TokenDistances: Sendable {
    /// `[buckets, heads]`
    let table: Embedding

    private static let buckets = 32
    /// From here on all distances are alike.
    private static let farthest = 128.0

    init(_ path: ParameterPath, heads: Int) throws(TensorError) {
        table = try Embedding(path, count: Self.buckets, width: heads, deviation: 0.02)
    }

    /// `[heads, length, length]`: row the token that looks, column the one looked at.
    func bias(length: Int) throws(TensorError) -> Tensor {
        let buckets = (0..<length).flatMap { row in
            (0..<length).map { column in Int64(Self.bucket(column - row)) }
        }
        return try table.weight.detached().embedding(Tensor(buckets, shape: [length, length]))
            .permuted([2, 0, 1])
    }

    /// Half of the buckets look back, half ahead; in each, half are single distances, the others grow with
    /// the logarithm.
    static func bucket(_ distance: Int) -> Int {
        let (half, exact, steps) = (buckets / 2, buckets / 4, abs(distance))
        let start = distance > 0 ? half : 0
        if steps < exact { return start + steps }
        let share = log(Double(steps) / Double(exact)) / log(farthest / Double(exact))
        return start + min(half - 1, exact + Int(share * Double(half - exact)))
    }
}
