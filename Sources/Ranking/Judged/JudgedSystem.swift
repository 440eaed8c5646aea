/// What is compared on judged queries, in the order of the report.
public enum JudgedSystem: String, CaseIterable, Sendable, Codable, CodingKeyRepresentable {
    case random
    case bm25
    case textVectors = "text_vectors"
    case hybrid
    case learnedFusion = "learned_fusion"
    case shippedFusion = "shipped_fusion"

    public var title: String {
        switch self {
        case .random: "random order"
        case .bm25: "BM25"
        case .textVectors: "text vectors"
        case .hybrid: "hybrid, not learned"
        case .learnedFusion: "learned fusion"
        case .shippedFusion: "fusion as shipped"
        }
    }

    /// What it is made of, and must beat.
    public var parts: [JudgedSystem] {
        switch self {
        case .hybrid: [.bm25, .textVectors]
        case .learnedFusion, .shippedFusion: [.bm25, .textVectors, .hybrid]
        case .bm25, .textVectors: [.random]
        case .random: []
        }
    }
}
