/// What a buyer who is typing may mean.
public struct Suggestion: Sendable, Codable, Equatable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Words that many listings hold next to each other.
        case query
        /// The name of a category.
        case category
        /// The title of a listing.
        case title
    }

    /// What to search for.
    public var text: String
    public var kind: Kind
    /// The category's path.
    public var category: [String]?
    /// The listing's id.
    public var listing: String?
    /// Whether a slip of the keyboard was mended.
    public var isCorrected: Bool

    public init(
        text: String, kind: Kind, category: [String]? = nil, listing: String? = nil, isCorrected: Bool = false
    ) {
        (self.text, self.kind, self.category) = (text, kind, category)
        (self.listing, self.isCorrected) = (listing, isCorrected)
    }
}
