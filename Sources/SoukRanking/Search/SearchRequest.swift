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
    /// Names of categories, or paths with ` / `, as a person would write them; results are of one of them.
    public var categories: [String]
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
    /// Another order than the best first, of all that the search finds.
    public var order: ScanOrder?
    /// Whether the answer is kept for later pages; judging search keeps none, so that buyers' pages stay.
    public var keepsPages = true
    /// Whether parts of the index that cannot be asked may be left out; the answer then names them
    /// (``SearchAnswer/missing``). Else they are an error.
    public var allowsPartial = false

    /// A request by words, by a photo, or by both.
    ///
    /// - Parameters:
    ///   - text: What the buyer typed.
    ///   - photo: A photo file in any format that an import takes.
    ///   - weights: Weights of words, in place of those in the text.
    ///   - without: Words and phrases that no result may hold.
    ///   - categories: Only listings of these categories; empty for all.
    ///   - near: A town.
    ///   - kilometres: How far from the town; nil leaves it to the pipeline.
    ///   - filter: What every result must satisfy.
    ///   - keeping: Phrases of the text that stay words although they could be read as demands.
    ///   - limit: Results on a page, 1 to 200.
    ///   - cursor: Of an earlier answer; all else but `limit` is then ignored.
    ///   - countsFacets: Whether facets are counted.
    ///   - order: Another order than the best first.
    public init(
        _ text: String = "", photo: URL? = nil, weights: [String: Double] = [:], without: [String] = [],
        categories: [String] = [], near: String? = nil, kilometres: Double? = nil,
        filter: SearchFilter = SearchFilter(), keeping: Set<String> = [], limit: Int = 20,
        cursor: String? = nil,
        countsFacets: Bool = false, order: ScanOrder? = nil
    ) {
        self.text = text
        self.photo = photo.map(QueryPhoto.file)
        self.weights = weights
        self.without = without
        self.categories = categories
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
