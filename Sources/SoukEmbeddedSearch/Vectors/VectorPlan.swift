import SoukSearch

/// How a vector store searches and when it merges. The defaults are measured; see decision 008.
public struct VectorPlan: Sendable, Equatable {
    /// Segments of more vectors than this get a graph, and searches that leave more candidates use it.
    public var exactLimit = 1_500_000
    /// So many candidates of the quantised scan are scored again in full for each result, at most.
    public var overFetch = 4
    /// How many vectors a search of a graph keeps in sight (`ef`).
    public var graphBreadth = 200
    /// Links of each vector of a graph (`M`).
    public var graphLinks = 16
    /// As `graphBreadth`, while a graph is built (`ef_construction`).
    public var buildBreadth = 200
    /// A change merges small segments into its own up to this many vectors; larger ones wait for `compact`.
    public var mergeLimit = 16_384

    public init() {}

    /// How many candidates a search for `limit` results scores in full, at most.
    func candidates(_ limit: Int) -> Int {
        limit.multipliedReportingOverflow(by: overFetch).overflow ? limit : max(limit * overFetch, 64)
    }
}
