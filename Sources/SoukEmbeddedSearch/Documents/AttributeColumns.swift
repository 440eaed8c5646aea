import SoukCatalog

/// A column of `documents` for each attribute, the value as its listing has it.
enum AttributeColumns {
    static let values: [String] = ListingAttribute.allCases.map { "attribute_\($0.name)" }

    /// As a table's definition lists them.
    static let definitions: String = values.map { "\($0) TEXT" }.joined(separator: ", ")

    /// What stands in ``values`` for a listing's attributes.
    static func arguments(_ attributes: [ListingAttribute: String]) -> [String?] {
        ListingAttribute.allCases.map { attributes[$0] }
    }
}
