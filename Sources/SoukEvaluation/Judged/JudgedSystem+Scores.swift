import SoukRanking

extension JudgedSystem {
    static func judged(hasCrossEncoder: Bool) -> [JudgedSystem] {
        allCases.filter { hasCrossEncoder || ($0 != .crossEncoder && $0 != .signalFusion) }
    }

    func score(_ features: FusionFeatures, _ ranking: LearnedRanking) -> Double {
        switch self {
        case .random: 0
        case .bm25: features[.titleWords] ?? 0
        case .textVectors: features[.textVector] ?? 0
        case .hybrid: FusionModel.plainHybrid.score(features)
        case .signalFusion: ranking.signals.score(features)
        case .crossEncoder: features[.crossEncoder] ?? 0
        case .learnedFusion: ranking.fusion.score(features)
        case .shippedFusion: FusionModel.titles.score(features)
        }
    }

    /// With a second stage, what it has not read comes after all that it has.
    func poolScore(_ features: FusionFeatures, _ ranking: LearnedRanking) -> Double {
        let isSecondStage =
            self == .crossEncoder || (self == .learnedFusion && ranking.crossEncoder != nil)
        guard isSecondStage, features[.crossEncoder] == nil else { return score(features, ranking) }
        return ranking.signals.score(features) - 1e6
    }
}
