/// Maximal marginal relevance (Carbonell and Goldstein 1998): the next result is good and unlike those above it.
public struct MarginalRelevance: Sendable, Equatable {
    /// 1 keeps the order of the scores; 0 looks only at how unlike a result is.
    ///
    /// The default weighs relevance 0.85: among results of about the same score the unlike ones come first,
    /// and a clearly better one is never passed over.
    public var lambda: Double
    /// How many results from the top are rearranged; those behind keep their order.
    public var depth: Int

    public static let standard = MarginalRelevance(lambda: 0.85, depth: 50)

    public init(lambda: Double, depth: Int) {
        self.lambda = lambda.isFinite ? min(max(lambda, 0), 1) : 1
        self.depth = max(0, depth)
    }

    /// The new order, as positions in the old one.
    ///
    /// - Parameters:
    ///   - relevance: of each candidate from best to worst, such as a probability: 0 to 1.
    ///   - vectors: each `[dimensions]`, of length 1; a candidate without one is unlike all others.
    public func order(relevance: [Double], vectors: [[Float]?]) -> [Int] {
        let head = min(depth, relevance.count)
        guard lambda < 1, head > 1, vectors.count == relevance.count else { return Array(relevance.indices) }
        var rest = Array(0..<head)
        var likeness = [Double](repeating: 0, count: head)
        var order: [Int] = []
        while !rest.isEmpty {
            let best = rest.indices.max { one, other in
                let (a, b) = (value(rest[one], relevance, likeness), value(rest[other], relevance, likeness))
                return a != b ? a < b : rest[one] > rest[other]
            }
            guard let best else { break }
            let chosen = rest.remove(at: best)
            order.append(chosen)
            for candidate in rest {
                likeness[candidate] = max(likeness[candidate], Self.dot(vectors[chosen], vectors[candidate]))
            }
        }
        return order + Array(head..<relevance.count)
    }

    private func value(_ candidate: Int, _ relevance: [Double], _ likeness: [Double]) -> Double {
        lambda * relevance[candidate] - (1 - lambda) * likeness[candidate]
    }

    private static func dot(_ one: [Float]?, _ other: [Float]?) -> Double {
        guard let one, let other, one.count == other.count else { return 0 }
        return Vector.dot(one, other)
    }
}
