import SoukSearch

/// Why an answer is less than it could be.
public enum Degradation: String, Sendable, Codable, CaseIterable {
    /// The model that the vectors are of cannot be opened: words alone search.
    case modelMissing = "model_missing"
    /// The engine does not know which words are neighbours.
    case noPositions = "no_positions"
    /// Totals and facets are estimates.
    case estimatedCounts = "estimated_counts"
    /// Some of the nearest listings may be missing.
    case approximateVectors = "approximate_vectors"
    /// Slips of the keyboard find nothing.
    case noCorrections = "no_corrections"

    /// What the ranking has to do without.
    static func of(_ capabilities: EngineCapabilities) -> [Degradation] {
        [
            capabilities.hasPositions ? nil : .noPositions,
            capabilities.hasExactCounts ? nil : .estimatedCounts,
            capabilities.hasExactVectors ? nil : .approximateVectors,
            capabilities.correctsSlips ? nil : .noCorrections,
        ].compactMap { $0 }
    }

    /// In a sentence.
    public var reason: String {
        switch self {
        case .modelMissing: "The model of this index is missing, so only words are searched."
        case .noPositions: "The engine does not know which words stand next to each other."
        case .estimatedCounts: "Totals and counts are estimates."
        case .approximateVectors: "Some of the nearest listings may be missing."
        case .noCorrections: "Typing slips are not corrected."
        }
    }
}
