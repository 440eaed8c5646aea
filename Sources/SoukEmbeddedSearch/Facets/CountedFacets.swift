import Synchronization
import SoukSearch

/// Facets that were counted, kept while no listing changes: most searches of a marketplace share a few filters,
/// and no filter is the commonest.
final class CountedFacets: Sendable {
    /// How many are remembered.
    private static let capacity = 32

    private struct Kept {
        var version = -1
        var facets: [(filter: SearchFilter, request: FacetRequest, counts: FacetCounts)] = []
    }

    private let kept = Mutex(Kept())

    /// - Parameters:
    ///   - version: of the transaction that counts.
    ///   - count: called where they are not known for this version.
    func counts(
        _ filter: SearchFilter, _ request: FacetRequest, version: Int, count: () throws -> FacetCounts
    ) rethrows -> FacetCounts {
        let known = kept.withLock { kept in
            kept.version == version
                ? kept.facets.first { $0.filter == filter && $0.request == request }?.counts : nil
        }
        if let known { return known }
        let counts = try count()
        kept.withLock { kept in
            guard kept.version <= version else { return }
            if kept.version < version { kept = Kept(version: version) }
            if kept.facets.count == Self.capacity { kept.facets.removeFirst() }
            kept.facets.append((filter, request, counts))
        }
        return counts
    }
}
