/// The features of one candidate under one query; what is not known is absent.
public struct FeatureValues: Sendable {
    // Two dozen short names are compared sooner than hashed, and a search has hundreds of candidates.
    private var values: [(feature: RankingFeature, value: Double)] = []

    public init(_ values: [RankingFeature: Double] = [:]) {
        for (feature, value) in values { self[feature] = value }
    }

    /// Values that are no number count as absent.
    public subscript(feature: RankingFeature) -> Double? {
        get { values.first { $0.feature == feature }?.value }
        set {
            let index = values.firstIndex { $0.feature == feature }
            switch (index, newValue.flatMap { $0.isFinite ? $0 : nil }) {
            case (let index?, let value?): values[index].value = value
            case (let index?, nil): values.remove(at: index)
            case (nil, let value?): values.append((feature, value))
            case (nil, nil): break
            }
        }
    }
}

extension FeatureValues: Equatable {
    public static func == (left: FeatureValues, right: FeatureValues) -> Bool {
        left.values.count == right.values.count
            && left.values.allSatisfy { right[$0.feature] == $0.value }
    }
}
