import SoukRanking

/// What is compared on judged queries.
struct JudgedSystem: Sendable {
    var name: String
    var title: String
    /// Names of the systems that it must beat.
    var parts: [String] = []
    /// What is judged, among what it is compared with.
    var isOwn = false
    /// Whether it orders at random.
    var isChance = false
    /// By id, features, and the ranks that a buyer sees; minus infinity for a listing that it does not find.
    var score: @Sendable (String, FeatureValues, [String: Int]) -> Double

    static let random = JudgedSystem(
        name: "random", title: "random order", isChance: true, score: { _, _, _ in 0 })

    static let bm25 = JudgedSystem(
        name: "bm25", title: "BM25", parts: ["random"],
        score: { _, values, _ in
            let score = values[.bm25] ?? 0
            return score > 0 ? score : -.infinity
        })

    /// The fused vectors where a listing has several.
    static let vectors = JudgedSystem(
        name: "vectors", title: "vectors", parts: ["random"],
        score: { _, values, _ in
            values[.meaning] ?? values[.fusedVector] ?? values[.textVector] ?? -.infinity
        })

    static let hybrid = JudgedSystem(.plainHybrid, name: "hybrid", title: "hybrid, not learned")

    /// As a buyer sees it: duplicates folded, unlike results first among equals.
    static let shown = JudgedSystem(
        name: "shown", title: "as shown", parts: ["bm25", "vectors", "hybrid"], isOwn: true,
        score: { id, _, ranks in ranks[id].map { -Double($0) } ?? -.infinity })

    init(_ fusion: FusionModel, name: String, title: String, isOwn: Bool = false) {
        self.init(
            name: name, title: title,
            parts: name == "hybrid" ? ["bm25", "vectors"] : ["bm25", "vectors", "hybrid"],
            isOwn: isOwn, score: { _, values, _ in fusion.score(values) })
    }

    private init(
        name: String, title: String, parts: [String] = [], isOwn: Bool = false, isChance: Bool = false,
        score: @escaping @Sendable (String, FeatureValues, [String: Int]) -> Double
    ) {
        (self.name, self.title, self.parts) = (name, title, parts)
        (self.isOwn, self.isChance, self.score) = (isOwn, isChance, score)
    }
}

extension FusionModel {
    /// Words and vectors without learning: the cosine, and half of what words say, by BM25 and by coverage.
    static let plainHybrid = FusionModel(parts: [
        Part(.meaning, line(-1, 1, 1)), Part(.fusedVector, line(-1, 1, 1)),
        Part(.bm25, line(0, 1, 0.5)), Part(.titleCoverage, line(0, 1, 0.5)),
    ])

    private static func line(_ first: Double, _ last: Double, _ weight: Double) -> ResponseCurve {
        ResponseCurve(
            knots: [first, last], values: [first * weight, last * weight], absent: 0, direction: .rising)
    }
}
