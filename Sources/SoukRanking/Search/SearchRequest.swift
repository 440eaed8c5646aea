public import Foundation
public import SoukSearch

/// What a buyer asks for.
public struct SearchRequest: Sendable, Equatable {
    /// Words as typed, or weights as JSON: `{"leather": 1, "sofa": 0.5, "corner": -1}`.
    public var text: String
    public var photo: QueryPhoto?
    /// Weights of words, in place of those in the text.
    public var weights: [String: Double]
    /// Words and phrases that no result may hold.
    public var without: [String]
    /// Name of a category, or a path with ` / `, as a person would write it.
    public var category: String?
    /// Name of a town, and how far from it, in kilometres.
    public var near: String?
    public var kilometres: Double?
    /// Conditions that were chosen, not typed; each wins over what the text says of the same.
    public var filter: SearchFilter
    /// Texts of understood phrases that shall be words after all.
    public var keeping: Set<String>
    /// Results on a page: 1 to 200.
    public var limit: Int
    /// Of an earlier answer; all else but `limit` is then ignored.
    public var cursor: String?
    public var countsFacets: Bool
    /// Another order than the best first; results that are not relevant are then left out where others are.
    public var order: ScanOrder?
    /// Whether the answer is kept for later pages; judging search keeps none, so that buyers' pages stay.
    public var keepsPages = true

    /// - Parameter photo: any photo file.
    public init(
        _ text: String = "", photo: URL? = nil, weights: [String: Double] = [:], without: [String] = [],
        category: String? = nil, near: String? = nil, kilometres: Double? = nil,
        filter: SearchFilter = SearchFilter(), keeping: Set<String> = [], limit: Int = 20,
        cursor: String? = nil,
        countsFacets: Bool = false, order: ScanOrder? = nil
    ) {
        self.text = text
        self.photo = photo.map(QueryPhoto.file)
        self.weights = weights
        self.without = without
        self.category = category
        self.near = near
        self.kilometres = kilometres
        self.filter = filter
        self.keeping = keeping
        self.limit = limit
        self.cursor = cursor
        self.countsFacets = countsFacets
        self.order = order
    }

    static let largestLimit = 200

    func checkLimit() throws(RankingError) {
        guard (1...Self.largestLimit).contains(limit) else {
            throw .request(reason: "\(limit) results on a page", remedy: "Ask for 1 to \(Self.largestLimit).")
        }
    }
}
