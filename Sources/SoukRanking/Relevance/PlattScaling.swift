import Foundation

/// From a score to a probability by a logistic curve (Platt 1999, with the targets and the Newton steps of
/// Lin, Lin and Weng 2007).
public struct PlattScaling: Sendable, Equatable, Codable {
    public let slope: Double
    public let offset: Double

    public init(slope: Double, offset: Double) {
        self.slope = slope
        self.offset = offset
    }

    /// Between 0 and 1; never falling in the score when the slope is above 0.
    public func probability(_ score: Double) -> Double {
        let x = slope * score + offset
        return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
    }

    /// - Throws: `examples` without both relevant and irrelevant examples.
    public static func fit(_ examples: [(score: Double, isRelevant: Bool)]) throws(RankingError)
        -> PlattScaling
    {
        let usable = examples.filter { $0.score.isFinite }
        let positive = usable.count { $0.isRelevant }
        let negative = usable.count - positive
        guard positive > 0, negative > 0 else {
            throw .examples(
                reason: "calibration has \(positive) relevant and \(negative) irrelevant examples",
                remedy: "Give some of both.")
        }
        let high = (Double(positive) + 1) / (Double(positive) + 2)
        let low = 1 / (Double(negative) + 2)
        return fit(
            scores: usable.map(\.score), targets: usable.map { $0.isRelevant ? high : low },
            from: log((Double(positive) + 1) / (Double(negative) + 1)))
    }

    /// For targets between 0 and 1.
    ///
    /// - Throws: `examples` without a score.
    package static func fit(scores: [Double], targets: [Double]) throws(RankingError) -> PlattScaling {
        guard !scores.isEmpty, scores.count == targets.count else {
            throw .examples(
                reason: "\(scores.count) scores have \(targets.count) targets",
                remedy: "Give a target for each score.")
        }
        return fit(scores: scores, targets: targets, from: 0)
    }

    private static func fit(scores: [Double], targets: [Double], from start: Double) -> PlattScaling {
        let centre = scores.reduce(0, +) / Double(scores.count)
        let spread = max(
            1e-9,
            (scores.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(scores.count)).squareRoot())
        let places = scores.map { ($0 - centre) / spread }
        var curve = PlattScaling(slope: 0, offset: start)
        for _ in 0..<100 {
            guard let next = curve.newtonStep(places, targets) else { break }
            curve = next
        }
        return PlattScaling(slope: curve.slope / spread, offset: curve.offset - curve.slope * centre / spread)
    }

    /// A step that lowers the loss; nil at the minimum.
    private func newtonStep(_ places: [Double], _ targets: [Double]) -> PlattScaling? {
        var (gradientA, gradientB, aa, ab, bb) = (0.0, 0.0, 1e-12, 0.0, 1e-12)
        for (place, target) in zip(places, targets) {
            let p = probability(place)
            let (error, curvature) = (p - target, p * (1 - p))
            gradientA += error * place
            gradientB += error
            aa += curvature * place * place
            ab += curvature * place
            bb += curvature
        }
        guard abs(gradientA) + abs(gradientB) > 1e-7 * Double(places.count) else { return nil }
        let determinant = aa * bb - ab * ab
        guard abs(determinant) > 1e-18 else { return nil }
        let stepA = -(bb * gradientA - ab * gradientB) / determinant
        let stepB = -(aa * gradientB - ab * gradientA) / determinant
        let now = loss(places, targets)
        var share = 1.0
        while share > 1e-6 {
            let next = PlattScaling(slope: slope + share * stepA, offset: offset + share * stepB)
            if next.loss(places, targets) < now { return next }
            share /= 2
        }
        return nil
    }

    private func loss(_ places: [Double], _ targets: [Double]) -> Double {
        zip(places, targets).reduce(0) { sum, example in
            let x = slope * example.0 + offset
            return sum + max(x, 0) + log1p(exp(-abs(x))) - example.1 * x
        }
    }
}
