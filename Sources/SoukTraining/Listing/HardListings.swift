import SoukCatalog
import SoukModels
import SoukTensors

/// Harder wrong answers: for each listing's query one from a middle band of the present ranking, near
/// enough to teach and far enough to be wrong (Que2Search, Liu et al. 2021; ranks as in EBR, Huang et al. 2020).
struct HardListings: Sendable {
    /// Counted from 0, best first.
    static let band = 100..<500

    let listings: [Int]

    /// - Parameters:
    ///   - queries, candidates: `[listings, dimensions]`, of length 1.
    init(
        queries: Tensor, candidates: Tensor, using generator: inout some RandomNumberGenerator
    ) throws(TensorError) {
        let count = candidates.shape[0]
        let band = Self.band(of: count)
        var found: [Int] = []
        for start in stride(from: 0, to: count, by: 256) {
            let rows = try queries.narrowed(axis: 0, to: start..<min(start + 256, count))
                .matmul(candidates.transposed()).rows()
            for row in rows {
                let rank = Int.random(in: band, using: &generator)
                found.append(Self.listing(atRank: rank, of: row))
            }
        }
        listings = found
    }

    /// The band, moved down where there are fewer listings than it needs.
    static func band(of count: Int) -> Range<Int> {
        if count >= band.upperBound { return band }
        return count / 5..<max(count / 5 + 1, count)
    }

    /// The listing that has this rank; of equal scores the earlier one ranks higher.
    static func listing(atRank rank: Int, of scores: [Float]) -> Int {
        let order = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
        return order[min(rank, order.count - 1)]
    }
}
