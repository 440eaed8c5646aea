import SoukRanking
import SoukSearch

/// What a search or a look for similar listings found, as the page needs it.
struct FoundResults: Sendable {
    var results: [RankedResult]
    var isNothingRelevant: Bool
    var query: UnderstoodQuery?
    var filter: SearchFilter?
    var matching: Int?
    var facets: FacetCounts?
    var cursor: String?
    var milliseconds: Double
    /// Parts of the index that could not be asked.
    var missing: [String] = []

    init(_ answer: SearchAnswer) {
        missing = answer.missing ?? []
        results = answer.results
        isNothingRelevant = answer.verdict == .nothingRelevant || answer.results.isEmpty
        query = answer.query
        filter = answer.filter
        matching = answer.matching
        facets = answer.facets
        cursor = answer.cursor
        milliseconds = answer.timings.total
    }

    init(_ answer: SimilarAnswer) {
        results = answer.results
        isNothingRelevant = answer.results.isEmpty
        milliseconds = answer.milliseconds
    }
}
