import Foundation

/// A property of listings that a column of the table names, and by which buyers filter and count.
///
/// A case with its description is all that a further one needs in the libraries: import, writing, both engines,
/// the API and the page go through `allCases`.
public enum ListingAttribute: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    case condition, seller, brand

    /// What the rest of Souk has to know about an attribute.
    public struct Description: Sendable {
        /// For people: `Brand`.
        public var title: String
        /// What the API calls its facet: `brands`.
        public var plural: String
        /// Before a value, where it stands alone among filters: `from`.
        public var prefix = ""
        /// Names of columns that hold it, in lower case and without anything but letters, the surest first.
        public var columns: [String]
        /// Whether values that differ only in case, diacritics or punctuation are the same.
        public var foldsSpelling: Bool
        /// Whether the page offers its values to choose from.
        public var isOffered: Bool
        /// The longest value, in characters.
        public var longest = 256
        /// For people: what a value is, as the API and the program describe it.
        public var note: String
    }

    public var description: Description {
        switch self {
        case .condition:
            Description(
                title: "Condition", plural: "conditions",
                columns: ["condition", "itemcondition", "productcondition", "conditionname"],
                foldsSpelling: true, isOffered: true, longest: 64, note: "As the facets name it.")
        case .seller:
            Description(
                title: "Seller", plural: "sellers", prefix: "from ",
                columns: [
                    "seller", "sellerid", "sellername", "sellerusername", "vendor", "shop", "postedby",
                ],
                foldsSpelling: false, isOffered: false, note: "A seller's id.")
        case .brand:
            Description(
                title: "Brand", plural: "brands", prefix: "by ",
                columns: [
                    "brand", "brandname", "productbrand", "itembrand", "manufacturer", "manufacturername",
                    "make", "maker", "marke", "hersteller", "marque", "fabricant", "marca", "fabricante",
                    "merk", "fabrikant", "marka", "producent",
                ],
                foldsSpelling: true, isOffered: true, note: "Who made it, in any case.")
        }
    }

    /// The name in requests, addresses, options and storage.
    public var name: String { rawValue }

    /// Two values are the same where their keys are.
    public func key(_ value: String) -> String {
        guard description.foldsSpelling else { return value.precomposedStringWithCanonicalMapping }
        let folded = value.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        let key = String(
            String.UnicodeScalarView(
                folded.unicodeScalars.filter {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil
                }))
        return key.isEmpty ? folded : key
    }
}
