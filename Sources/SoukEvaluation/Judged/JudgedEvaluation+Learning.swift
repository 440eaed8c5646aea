import SoukCatalog
import SoukSearch
public import SoukRanking

extension JudgedEvaluation {
    /// Learns a ranking model from the queries that a split gives to training.
    ///
    /// Features that the judgements never show (a price in a table of titles) keep the curves that Souk ships, brought
    /// to the scale of those that were learned.
    ///
    /// - Parameters:
    ///   - name: of the model: `ranking/2`.
    ///   - judgements: SHA-256 of the table.
    /// - Throws: `examples` when no training query has both better and worse listings.
    public func learn(
        name: String, judgements: String, split: QuerySplit = QuerySplit(),
        training settings: FusionTraining = .judgements,
        progress: @Sendable (Int, Int) throws -> Void = { _, _ in }
    ) async throws -> RankingModel {
        let answers = try await found(training(split), by: pipeline, progress: progress)
        let examples = try answers.map { try $0.examples() }
        let standard = RankingModel.standard.fusion
        let features = RankingFeature.definitions.filter { !RankingFeature.ofBuyers.contains($0.feature) }
        var fusion = try settings.fit(examples, features: features.map { ($0.feature, $0.direction) })
        let scale = Self.spread(of: fusion, examples) / max(Self.spread(of: standard, examples), 1e-9)
        let learned = Set(fusion.parts.map(\.feature))
        fusion.parts += standard.parts.filter { !learned.contains($0.feature) }.map { $0.scaled(by: scale) }
        return RankingModel(
            name: name, fusion: fusion,
            learnedFrom: .init(
                judgements: judgements, trainFraction: split.trainFraction, seed: split.seed,
                encoder: pipeline.engine.model.fields.isEmpty ? nil : pipeline.engine.model.identity))
    }

    /// The mean standard deviation of the scores within a query.
    private static func spread(of fusion: FusionModel, _ examples: [JudgedCandidates]) -> Double {
        let deviations = examples.filter { $0.gains.count > 1 }.map { query in
            let scores = query.features.map(fusion.score)
            let mean = scores.reduce(0, +) / Double(scores.count)
            return (scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scores.count)).squareRoot()
        }
        return deviations.reduce(0, +) / Double(max(1, deviations.count))
    }
}

extension RankingFeature {
    /// Features of recommendations: no query has them.
    static let ofBuyers: Set<RankingFeature> = [.interest, .dismissed, .popularity]
}

extension FusionModel.Part {
    /// The contribution multiplied.
    func scaled(by factor: Double) -> FusionModel.Part {
        var part = self
        part.curve.values = part.curve.values.map { $0 * factor }
        part.curve.absent *= factor
        return part
    }
}

extension FusionTraining {
    /// Few, smooth curves: judgements are noisy, and the shop of tomorrow is another one.
    public static let judgements: FusionTraining = {
        var training = FusionTraining()
        training.knots = 5
        training.smoothness = 1e-2
        return training
    }()
}

extension RankingModel {
    /// How queries of a table were parted where the model has learned from it; nil where it has not.
    public func keptAside(from judgements: String) -> QuerySplit? {
        guard let learnedFrom, learnedFrom.judgements == judgements else { return nil }
        return QuerySplit(trainFraction: learnedFrom.trainFraction, seed: learnedFrom.seed)
    }
}
