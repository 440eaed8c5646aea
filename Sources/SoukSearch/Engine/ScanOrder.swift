/// The order in which listings are walked over. What lacks the value comes last; equal values go by id, byte for
/// byte.
public enum ScanOrder: String, Sendable, Codable, CaseIterable {
    case id, newest, cheapest, dearest
    /// From the middle of the filter's circle.
    case nearest

    /// Whether it compares prices.
    package var comparesPrices: Bool { self == .cheapest || self == .dearest }

    /// - Throws: `request` for the nearest of no circle.
    package func check(_ filter: SearchFilter) throws(RetrievalError) {
        guard self != .nearest || filter.near != nil else {
            throw .request(
                reason: "the nearest listings of no place", remedy: "Give the filter a place and a radius.")
        }
    }
}
