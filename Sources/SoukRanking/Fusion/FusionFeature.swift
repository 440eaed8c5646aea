/// The name of one signal that speaks for or against a candidate.
public struct FusionFeature: RawRepresentable, Hashable, Sendable, Codable, CodingKeyRepresentable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// BM25 of the candidate, divided by the best of this query: 0 to 1.
    public static let words = FusionFeature(rawValue: "words")
    /// Share of the query's terms, by weight, that the candidate holds: 0 to 1.
    public static let coverage = FusionFeature(rawValue: "coverage")
    /// Share of the query's terms, by weight, that the candidate holds in its title: 0 to 1.
    public static let titleCoverage = FusionFeature(rawValue: "title coverage")
    /// Dot product of the query's vector and the listing's text vector: -1 to 1.
    public static let textVector = FusionFeature(rawValue: "text vector")
    /// Dot product of the query's vector and the listing's photo vector: -1 to 1.
    public static let photoVector = FusionFeature(rawValue: "photo vector")
    /// Dot product of the query's vector and the listing's fused vector: -1 to 1.
    public static let fusedVector = FusionFeature(rawValue: "fused vector")
    /// Probability of the candidate's top category under the query: 0 to 1.
    public static let category = FusionFeature(rawValue: "category")
    /// How well the price suits what the buyer named or what the best candidates ask: 0 to 1.
    public static let price = FusionFeature(rawValue: "price")
    /// Kilometres from the place that the buyer named.
    public static let distance = FusionFeature(rawValue: "distance")
    /// Days since the listing was posted.
    public static let age = FusionFeature(rawValue: "age")
    /// Share of the unwanted words, by weight, that the candidate holds: 0 to 1.
    public static let unwanted = FusionFeature(rawValue: "unwanted")
    /// Share of the query's neighbouring terms that stand next to each other in the candidate: 0 to 1.
    public static let adjacency = FusionFeature(rawValue: "adjacency")

    /// Dot product with the interest of a buyer that suits best, weighed by how strong that interest is: -1 to 1.
    public static let interest = FusionFeature(rawValue: "interest")
    /// Dot product with the most similar listing that the buyer dismissed: -1 to 1.
    public static let dismissed = FusionFeature(rawValue: "dismissed")
    /// How many buyers care for it, against the most popular listing: 0 to 1.
    public static let popularity = FusionFeature(rawValue: "popularity")

    /// The order in which parts are listed and summed.
    public static let standard: [FusionFeature] = [
        words, coverage, titleCoverage, adjacency, textVector, photoVector, fusedVector, category, price,
        distance, age,
        unwanted,
    ]
}

/// The raw signals of one candidate under one query; what is not known is absent.
public struct FusionFeatures: Sendable {
    // A dozen short names are compared sooner than hashed, and a search has hundreds of candidates.
    private var values: [(feature: FusionFeature, value: Double)] = []

    public init(_ values: [FusionFeature: Double] = [:]) {
        for (feature, value) in values { self[feature] = value }
    }

    /// Values that are no number count as absent.
    public subscript(feature: FusionFeature) -> Double? {
        get { values.first { $0.feature == feature }?.value }
        set {
            let place = values.firstIndex { $0.feature == feature }
            switch (place, newValue.flatMap { $0.isFinite ? $0 : nil }) {
            case (let place?, let value?): values[place].value = value
            case (let place?, nil): values.remove(at: place)
            case (nil, let value?): values.append((feature, value))
            case (nil, nil): break
            }
        }
    }
}

extension FusionFeatures: Equatable {
    public static func == (left: FusionFeatures, right: FusionFeatures) -> Bool {
        left.values.count == right.values.count
            && left.values.allSatisfy { right[$0.feature] == $0.value }
    }
}
