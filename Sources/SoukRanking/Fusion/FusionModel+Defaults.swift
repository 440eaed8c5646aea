extension FusionModel {
    /// Curves that hold without any judgement or click: words and meaning weigh about the same, a candidate
    /// that only one of them finds can still win, and price, place and age break near-ties.
    ///
    /// Words and vectors were weighed on titles that ask for held-out listings: docs/decisions/011-trials-of-search.md.
    public static let standard = FusionModel(parts: [
        Part(.bm25, rising([(0, 0), (0.5, 0.85), (0.8, 1.35), (1, 1.7)])),
        Part(.coverage, rising([(0, 0), (0.5, 0.2), (1, 0.8)])),
        Part(.titleCoverage, rising([(0, 0), (1, 0.6)])),
        Part(.adjacency, rising([(0, 0), (1, 0.9)])),
        Part(.sameHead, rising([(0, 0), (1, 0.5)])),
        Part(.measures, rising([(-1, -0.6), (0, 0), (1, 0.4)])),
        Part(.textVector, rising([(0.1, 0), (0.5, 0.3), (0.9, 0.5)])),
        Part(.photoVector, rising([(0.1, 0), (0.5, 0.2), (0.9, 0.3)])),
        Part(.fusedVector, rising([(0.1, 0), (0.5, 1.2), (0.9, 2.4)])),
        Part(.meaning, rising([(0.1, 0), (0.5, 1.2), (0.9, 2.4)])),
        Part(.category, rising([(0, 0), (0.5, 0.5), (1, 0.7)])),
        Part(.price, rising([(0, 0), (1, 0.2)])),
        Part(.distance, falling([(0, 0.4), (10, 0.3), (50, 0.1), (200, 0)])),
        Part(.age, falling([(0, 0.2), (7, 0.15), (30, 0.05), (90, 0)])),
        Part(.unwanted, falling([(0, 0), (1, -3)])),
    ])

    /// What a named price adds to any model of searches; judgements hold too few of them to learn it.
    private static let askedPrice = Part(.askedPrice, rising([(0, -0.8), (0.5, -0.4), (1, 0)]))

    /// This model for a query that names a price.
    func weighingAskedPrice() -> FusionModel {
        guard !parts.contains(where: { $0.feature == .askedPrice }) else { return self }
        return FusionModel(parts: parts + [Self.askedPrice], training: training)
    }

    /// For a photo without words: the thing itself is found by what photos show; text hardly helps.
    package static let photo = FusionModel(parts: [
        Part(.photoVector, rising([(0, 0), (1, 2)])),
        Part(.fusedVector, rising([(0, 0), (1, 0.3)])),
        Part(.price, rising([(0, 0), (1, 0.05)])),
        Part(.distance, falling([(0, 0.4), (10, 0.3), (50, 0.1), (200, 0)])),
        Part(.age, falling([(0, 0.05), (7, 0.03), (30, 0.01), (90, 0)])),
        Part(.unwanted, falling([(0, 0), (1, -3)])),
    ])

    /// Where nothing is looked for: the newest first.
    static let browsing = FusionModel(parts: [Part(.age, falling([(0, 0.2), (90, 0)]))])

    /// For similar items: looks and meaning first, then the same category and a price of the same size.
    public static let similar = FusionModel(parts: [
        Part(.bm25, rising([(0, 0), (1, 1)])),
        Part(.textVector, rising([(0.1, 0), (0.9, 0.8)])),
        Part(.photoVector, rising([(0.1, 0), (0.9, 0.8)])),
        Part(.fusedVector, rising([(0.1, 0), (0.5, 1.2), (0.9, 2.4)])),
        Part(.meaning, rising([(0.1, 0), (0.5, 1.2), (0.9, 2.4)])),
        Part(.category, rising([(0, 0), (1, 0.6)])),
        Part(.price, rising([(0, 0), (1, 0.4)])),
        Part(.age, falling([(0, 0.1), (30, 0.03), (90, 0)])),
    ])

    /// For recommendations: the buyer's interests first; what is popular, near and new where they say nothing.
    public static let recommendation = FusionModel(parts: [
        Part(.interest, rising([(0, 0), (0.5, 1.2), (1, 2.4)])),
        Part(.dismissed, falling([(0.3, 0), (0.6, -0.6), (0.95, -3)])),
        Part(.popularity, rising([(0, 0), (1, 0.6)])),
        Part(.distance, falling([(0, 0.5), (10, 0.4), (50, 0.15), (200, 0)])),
        Part(.age, falling([(0, 0.4), (7, 0.25), (30, 0.1), (90, 0)])),
    ])

    private static func rising(_ points: [(Double, Double)]) -> ResponseCurve {
        ResponseCurve(knots: points.map(\.0), values: points.map(\.1), absent: 0, direction: .rising)
    }

    private static func falling(_ points: [(Double, Double)]) -> ResponseCurve {
        ResponseCurve(knots: points.map(\.0), values: points.map(\.1), absent: 0, direction: .falling)
    }
}
