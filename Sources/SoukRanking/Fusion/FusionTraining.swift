import Foundation
import SoukCatalog

/// Learns the response curves from judged queries.
///
/// Adam steps on the knots' values, then each curve is projected onto its direction by pooling adjacent
/// violators, so a signal that should help can never be learned to hurt.
public struct FusionTraining: Sendable {
    public var loss: FusionLoss = .lambdaRank
    public var epochs = 40
    public var queriesPerStep = 32
    public var learningRate = 0.05
    /// Pulls a curve's neighbouring slopes together and its values towards 0.
    public var smoothness = 1e-3
    /// Knots a curve at most, at the quantiles of its signal.
    public var knots = 10
    /// Every n-th query chooses the epoch and is not learned from; 0 learns from all and takes the last epoch.
    public var validationEvery = 8
    public var seed: UInt64 = 1

    public init() {}

    /// A model of these signals.
    ///
    /// - Parameters:
    ///   - queries: The candidates of each query with their gains.
    ///   - features: Each with the direction that it is known to have.
    /// - Throws: `examples` when no query has candidates of different gains.
    public func fit(
        _ queries: [JudgedCandidates], features: [(RankingFeature, ResponseCurve.Direction)]
    ) throws(RankingError) -> FusionModel {
        let informative = queries.filter(\.isInformative)
        guard !informative.isEmpty else {
            throw .examples(
                reason: "none of \(queries.count) judged queries has both better and worse candidates",
                remedy: "Give judgements that differ within a query.")
        }
        var table = CurveTable(informative, features: features, knots: knots)
        let isHeldOut = { (number: Int) in
            validationEvery > 1 && informative.count >= 4 * validationEvery
                && number % validationEvery == validationEvery - 1
        }
        let learned = informative.indices.filter { !isHeldOut($0) }
        let heldOut = informative.indices.filter(isHeldOut)
        var best: (parameters: [Double], ndcg: Double, epoch: Int)?
        var generator = SplitMix64(seed: seed)
        var adam = AdamState(count: table.parameters.count)
        for epoch in 1...max(1, epochs) {
            let order = learned.shuffled(using: &generator)
            for start in stride(from: 0, to: order.count, by: max(1, queriesPerStep)) {
                let batch = order[start..<min(start + max(1, queriesPerStep), order.count)]
                var gradient = table.penalty(smoothness)
                for query in batch {
                    table.addGradient(of: query, loss: loss, scale: 1 / Double(batch.count), to: &gradient)
                }
                let decay = 1 - 0.9 * Double(epoch - 1) / Double(max(1, epochs))
                adam.step(&table.parameters, gradient, rate: learningRate * decay)
                table.project()
            }
            guard !heldOut.isEmpty else { continue }
            let ndcg = table.meanNDCG(of: heldOut)
            if ndcg > best?.ndcg ?? -1 { best = (table.parameters, ndcg, epoch) }
        }
        if let best { table.parameters = best.parameters }
        var model = table.model
        model.training = FusionModel.Training(
            loss: loss.rawValue, queries: informative.count,
            candidates: informative.reduce(0) { $0 + $1.gains.count }, epochs: best?.epoch ?? epochs,
            validationNDCG: best?.ndcg)
        return model
    }
}

/// Adam's moments (Kingma and Ba 2015).
struct AdamState {
    private var first: [Double]
    private var second: [Double]
    private var steps = 0

    init(count: Int) {
        first = [Double](repeating: 0, count: count)
        second = first
    }

    mutating func step(_ parameters: inout [Double], _ gradient: [Double], rate: Double) {
        steps += 1
        let firstScale = 1 - pow(0.9, Double(steps))
        let secondScale = 1 - pow(0.999, Double(steps))
        for index in parameters.indices {
            first[index] += 0.1 * (gradient[index] - first[index])
            second[index] += 0.001 * (gradient[index] * gradient[index] - second[index])
            parameters[index] -=
                rate * (first[index] / firstScale) / ((second[index] / secondScale).squareRoot() + 1e-8)
        }
    }
}
