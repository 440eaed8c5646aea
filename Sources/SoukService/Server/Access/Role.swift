/// What a caller may do; each role may do all that the one before it may.
public enum Role: String, Sendable, Codable, CaseIterable, Comparable {
    /// Search, look at listings and at metrics.
    case reader
    /// Change listings, send events, and erase buyers.
    case writer
    /// See the lab, promote and roll back models.
    case admin

    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .reader: 0
        case .writer: 1
        case .admin: 2
        }
    }
}
