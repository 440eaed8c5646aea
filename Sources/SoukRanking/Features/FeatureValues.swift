/// The features of one candidate under one query; what is not known is absent.
public struct FeatureValues: Sendable {
    /// By the order of the features that this version computes; NaN where one is absent.
    private var known = [Double](repeating: .nan, count: RankingFeature.count)
    private var others: [RankingFeature: Double] = [:]

    public init(_ values: [RankingFeature: Double] = [:]) {
        for (feature, value) in values { self[feature] = value }
    }

    /// Values that are no number count as absent.
    public subscript(feature: RankingFeature) -> Double? {
        get {
            guard let place = feature.place else { return others[feature] }
            let value = known[place]
            return value.isNaN ? nil : value
        }
        set {
            let value = newValue.flatMap { $0.isFinite ? $0 : nil }
            if let place = feature.place { known[place] = value ?? .nan } else { others[feature] = value }
        }
    }
}

extension FeatureValues: Equatable {
    public static func == (left: FeatureValues, right: FeatureValues) -> Bool {
        left.others == right.others
            && left.known.elementsEqual(right.known) { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
}
