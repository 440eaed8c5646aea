import SoukCatalog

/// Below which confidence a classifier had better say "not sure", chosen on validation.
public struct AbstentionThreshold: Sendable, Codable, Equatable {
    /// Predictions with at least this confidence are accepted; nil when no threshold reaches the target.
    public let threshold: Double?
    /// Share of the accepted that should be right.
    public let target: Double
    /// Share of the accepted that were right on validation; 0 when nothing is accepted.
    public let precision: Double
    /// Share of the validation examples that are accepted.
    public let coverage: Double

    /// The smallest threshold whose accepted predictions reach the target precision.
    ///
    /// - Parameter minimumAccepted: A threshold that fewer examples vouch for is luck, not evidence.
    public static func fit(
        _ predictions: Predictions, target: Double = 0.9, minimumAccepted: Int = 10
    ) -> AbstentionThreshold {
        let ranked = (0..<predictions.count)
            .map { (confidence: predictions.confidence($0), isCorrect: predictions.isCorrect($0)) }
            .sorted { $0.confidence > $1.confidence }
        var best: (threshold: Double, precision: Double, accepted: Int)?
        var correct = 0
        for (index, item) in ranked.enumerated() {
            if item.isCorrect { correct += 1 }
            let accepted = index + 1
            let isLastOfEquals = accepted == ranked.count || ranked[accepted].confidence < item.confidence
            let precision = Double(correct) / Double(accepted)
            if isLastOfEquals, accepted >= minimumAccepted, precision >= target {
                best = (Double(item.confidence), precision, accepted)
            }
        }
        return AbstentionThreshold(
            threshold: best?.threshold, target: target, precision: best?.precision ?? 0,
            coverage: Double(best?.accepted ?? 0) / Double(predictions.count))
    }

    public func accepts(confidence: Float) -> Bool {
        threshold.map { Double(confidence) >= $0 } ?? false
    }
}

extension AbstentionThreshold: CustomStringConvertible {
    public var description: String {
        guard let threshold else {
            return "no threshold makes \(Figures.percent(target)) of the accepted right"
        }
        return
            "sure from \(Figures.percent(threshold)): \(Figures.percent(precision)) of the accepted right, "
            + "\(Figures.percent(coverage)) accepted"
    }
}
