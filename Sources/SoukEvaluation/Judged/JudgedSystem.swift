import SoukRanking

/// What is compared on judged queries, in the order of the report.
public enum JudgedSystem: String, CaseIterable, Sendable, Codable, CodingKeyRepresentable {
    case random
    case bm25
    case textVectors = "text_vectors"
    case hybrid
    /// Curves over signals alone, where a cross-encoder stands beside them.
    case signalFusion = "signal_fusion"
    case crossEncoder = "cross_encoder"
    case learnedFusion = "learned_fusion"
    case shippedFusion = "shipped_fusion"

    public var title: String {
        switch self {
        case .random: "random order"
        case .bm25: "BM25"
        case .textVectors: "text vectors"
        case .hybrid: "hybrid, not learned"
        case .signalFusion: "learned fusion of signals alone"
        case .crossEncoder: "cross-encoder alone"
        case .learnedFusion: "learned fusion"
        case .shippedFusion: "fusion as shipped"
        }
    }

    /// What it is made of, and must beat, as far as it was judged.
    public var parts: [JudgedSystem] {
        switch self {
        case .hybrid: [.bm25, .textVectors]
        case .learnedFusion: [.bm25, .textVectors, .hybrid, .signalFusion, .crossEncoder]
        case .shippedFusion, .signalFusion: [.bm25, .textVectors, .hybrid]
        case .bm25, .textVectors, .crossEncoder: [.random]
        case .random: []
        }
    }
}
