/// One thing for sale, after cleaning.
public struct Listing: Sendable, Codable, Equatable, Identifiable {
    public var id: String
    public var title: String
    public var description: String
    public var price: Price?
    /// From the top level down, for example `["Home & Garden", "Mirrors"]`; empty when unknown.
    public var categoryPath: [String]
    /// Further categories that it is in; the first one leads.
    public var otherCategoryPaths: [[String]]
    public var place: Place?
    /// Names of the photos as the table gives them, in the seller's order.
    public var photoNames: [String]
    /// Columns that Souk has no field for, by their name in the table.
    public var attributes: [String: String]

    public init(
        id: String, title: String, description: String = "", price: Price? = nil,
        categoryPath: [String] = [], otherCategoryPaths: [[String]] = [], place: Place? = nil,
        photoNames: [String] = [],
        attributes: [String: String] = [:]
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.price = price
        self.categoryPath = categoryPath
        self.otherCategoryPaths = otherCategoryPaths
        self.place = place
        self.photoNames = photoNames
        self.attributes = attributes
    }

    /// The marketplace's top-level category: the class that the classifiers learn.
    public var category: String? { categoryPath.first }
}
