public import SoukCatalog
public import SoukSearch

/// A listing for a buyer, and why.
public struct Recommendation: Sendable, Codable {
    public var result: RankedResult
    public var reason: Reason

    public enum Reason: Sendable, Codable, Equatable {
        /// Like something that the buyer viewed, saved or wrote about.
        case because(action: BuyerAction, listing: String, title: String)
        case popular
        /// Nothing is known that speaks for it but that it is new.
        case new
    }
}

extension Recommendation.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .because(let action, _, let title):
            switch action {
            case .view: "because you viewed \(title)"
            case .save: "because you saved \(title)"
            case .message: "because you wrote about \(title)"
            case .dismiss, .sold: "because of \(title)"
            }
        case .popular: "popular now"
        case .new: "new"
        }
    }
}

/// What a buyer is offered.
public struct RecommendationAnswer: Sendable, Codable {
    public var buyer: String
    public var results: [Recommendation]
    /// How many interests were found; 0 for a buyer of whom nothing is known.
    public var interests: Int
    public var milliseconds: Double
    public var generation: String
}

/// Who is asking, and where.
public struct RecommendationRequest: Sendable, Equatable {
    public var buyer: String
    /// Where the buyer is, and how far they go.
    public var near: SearchFilter.Circle?
    public var filter: SearchFilter
    public var limit: Int

    public init(
        _ buyer: String, near: SearchFilter.Circle? = nil, filter: SearchFilter = SearchFilter(),
        limit: Int = 20
    ) {
        self.buyer = buyer
        self.near = near
        self.filter = filter
        self.limit = limit
    }
}
