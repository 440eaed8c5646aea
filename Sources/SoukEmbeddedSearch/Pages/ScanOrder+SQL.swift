import SoukSearch

extension ScanOrder {
    /// An expression that ascends in this order, and its arguments.
    func key(_ filter: SearchFilter) throws(RetrievalError) -> (sql: String, arguments: [Double]) {
        try check(filter)
        switch self {
        case .id: return ("0.0", [])
        case .newest: return ("coalesce(CAST(-posted_at AS REAL), 1e300)", [])
        case .cheapest: return ("coalesce(CAST(comparable_price AS REAL), 1e300)", [])
        case .dearest: return ("coalesce(CAST(-comparable_price AS REAL), 1e300)", [])
        case .nearest:
            return (
                "coalesce(\(DistanceFunction.name)(latitude, longitude, ?, ?), 1e300)",
                [filter.near?.latitude ?? 0, filter.near?.longitude ?? 0]
            )
        }
    }
}
