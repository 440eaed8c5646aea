/// Gets photos by their addresses, before an import cleans them.
///
/// Keeps in `photos` what came of each address, and returns when that is known of all. `advance` is called in the calling
/// thread, now and then, with the number of addresses that are done; what it throws ends the work.
public typealias PhotoFetch =
    @Sendable (
        _ addresses: [String], _ photos: FetchedPhotos, _ advance: (Int) throws(CatalogError) -> Void
    ) throws(CatalogError) -> FetchCounts

/// What a run did about photos by address.
public struct FetchCounts: Sendable, Codable, Equatable {
    public var fetched = 0
    /// The server said that they are as they were.
    public var unchanged = 0
    /// Known from a run not long ago, and not asked for.
    public var known = 0
    public var failed = 0
    /// How many failed for each reason, without what is particular to one photo.
    public var reasons: [String: Int] = [:]

    public init() {}

    static func += (sum: inout Self, more: Self) {
        sum.fetched += more.fetched
        sum.unchanged += more.unchanged
        sum.known += more.known
        sum.failed += more.failed
        sum.reasons.merge(more.reasons, uniquingKeysWith: +)
    }
}
