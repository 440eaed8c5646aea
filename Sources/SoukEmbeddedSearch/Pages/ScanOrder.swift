/// The order in which a scan walks over listings. What lacks the value comes last; equal values go by id.
public enum ScanOrder: String, Sendable, Codable, CaseIterable {
    case id, newest, cheapest, dearest
    /// From the filter's place.
    case nearest

    /// An expression that ascends in this order, and its arguments.
    func key(_ filter: SearchFilter) throws(RetrievalError) -> (sql: String, arguments: [Double]) {
        switch self {
        case .id: return ("0.0", [])
        case .newest: return ("coalesce(CAST(-posted_at AS REAL), 1e300)", [])
        case .cheapest: return ("coalesce(CAST(comparable_price AS REAL), 1e300)", [])
        case .dearest: return ("coalesce(CAST(-comparable_price AS REAL), 1e300)", [])
        case .nearest:
            guard let near = filter.near else {
                throw .request(
                    reason: "the nearest listings of no place",
                    remedy: "Give the filter a place and a radius.")
            }
            return (
                "coalesce(\(DistanceFunction.name)(latitude, longitude, ?, ?), 1e300)",
                [near.latitude, near.longitude]
            )
        }
    }
}
