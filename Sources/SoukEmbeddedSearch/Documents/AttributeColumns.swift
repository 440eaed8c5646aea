import SoukCatalog

/// Two columns of `documents` for each attribute: the value as its listing has it, and the key that filters compare.
enum AttributeColumns {
    static func value(_ attribute: ListingAttribute) -> String { "attribute_\(attribute.name)" }
    static func key(_ attribute: ListingAttribute) -> String { "attribute_\(attribute.name)_key" }

    static let values: [String] = ListingAttribute.allCases.map(value)
    static let all: [String] = ListingAttribute.allCases.flatMap { [value($0), key($0)] }

    /// As a table's definition lists them.
    static let definitions: String = all.map { "\($0) TEXT" }.joined(separator: ", ")

    static let indexes: String = ListingAttribute.allCases.map { attribute in
        let key = key(attribute)
        return "CREATE INDEX documents_by_\(attribute.name) ON documents (\(key)) WHERE \(key) IS NOT NULL;"
    }.joined(separator: "\n")

    /// What stands in ``all`` for a listing's attributes.
    static func arguments(_ attributes: [ListingAttribute: String]) -> [String?] {
        ListingAttribute.allCases.flatMap { attribute in
            [attributes[attribute], attributes[attribute].map(attribute.key)]
        }
    }
}
