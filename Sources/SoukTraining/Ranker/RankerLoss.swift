import Foundation
import SoukTensors

/// What training a ranker minimises: the cross-entropy of each pair's grade, and of each query's order
/// (Cao et al. 2007, "ListNet").
struct RankerLoss {
    var listWeight: Double
    var listSharpness: Double

    /// - Parameter logits: `[pairs]` of all queries, one behind the other.
    func callAsFunction(_ logits: Tensor, _ queries: [RankerExamples.Example]) throws(TensorError) -> Tensor {
        let grades = queries.flatMap(\.grades)
        let wanted = try Tensor(grades, shape: [grades.count])
        let refused = try Tensor(grades.map { 1 - $0 }, shape: [grades.count])
        let single = try (wanted * logits.logSigmoid() + refused * logits.negated().logSigmoid()).mean()
            .negated()
        guard let lists = try lists(logits, queries) else { return single }
        return try single + lists * listWeight
    }

    /// The mean over the queries with more than one title; nil without any.
    private func lists(
        _ logits: Tensor, _ queries: [RankerExamples.Example]
    ) throws(TensorError) -> Tensor? {
        let width = queries.reduce(0) { max($0, $1.grades.count) }
        var (places, shut, wanted): ([Int64], [Float], [Float]) = ([], [], [])
        var (start, count) = (0, 0)
        for query in queries {
            let titles = query.grades.count
            defer { start += titles }
            guard titles > 1 else { continue }
            count += 1
            places += (0..<width).map { Int64($0 < titles ? start + $0 : start) }
            shut += (0..<width).map { $0 < titles ? 0 : -1e9 }
            let powers = query.grades.map { exp(listSharpness * Double($0)) }
            let sum = powers.reduce(0, +)
            wanted += powers.map { Float($0 / sum) }
            wanted += repeatElement(0, count: width - titles)
        }
        guard count > 0 else { return nil }
        let shape = [count, width]
        let rows = try logits.selecting(Tensor(places, shape: [places.count])).reshaped(shape)
        let logs = try (rows + Tensor(shut, shape: shape)).logSoftmax()
        return try (logs * Tensor(wanted, shape: shape)).sum().negated() / Double(count)
    }
}
