/// What a listing, or a query, can tell about itself.
public enum ListingChannel: Int, Sendable, CaseIterable {
    case titleWords, titleMeaning, descriptionWords, descriptionMeaning, photos, price, condition, category

    /// What the category head may see: all but the category, which is its answer.
    public static let forCategories = allCases.filter { $0 != .category }

    /// Channels that are there or missing together.
    public static let title: Set<ListingChannel> = [.titleWords, .titleMeaning]
    public static let description: Set<ListingChannel> = [.descriptionWords, .descriptionMeaning]
    public static let text = title.union(description).union([.condition, .category])
}
