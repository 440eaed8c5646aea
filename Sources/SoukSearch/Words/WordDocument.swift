/// The text of one listing.
public struct WordDocument: Sendable, Equatable {
    public var title: String
    public var description: String
    /// The names of the category path, separated by spaces.
    public var categories: String

    public init(title: String, description: String = "", categories: String = "") {
        self.title = title
        self.description = description
        self.categories = categories
    }

    package subscript(field: WordField) -> String {
        switch field {
        case .title: title
        case .description: description
        case .categories: categories
        }
    }
}

/// Where in a listing a word stands.
public enum WordField: Int, Sendable, Codable, CaseIterable {
    case title
    case description
    case categories
}

/// One number for each `WordField`.
public struct FieldValues: Sendable, Codable, Equatable {
    public var title: Double
    public var description: Double
    public var categories: Double

    public init(title: Double, description: Double, categories: Double) {
        self.title = title
        self.description = description
        self.categories = categories
    }

    public static let zero = FieldValues(title: 0, description: 0, categories: 0)

    public subscript(field: WordField) -> Double {
        get {
            switch field {
            case .title: title
            case .description: description
            case .categories: categories
            }
        }
        set {
            switch field {
            case .title: title = newValue
            case .description: description = newValue
            case .categories: categories = newValue
            }
        }
    }
}
