import Foundation

/// Which columns of a table of listings hold what.
public struct ColumnMapping: Codable, Sendable, Equatable {
    public var id: String?
    public var title: String?
    public var description: String?
    public var price: String?
    /// ISO 4217 code of prices that name no currency.
    public var currency: String?
    /// The column with the currency of each price.
    public var currencyColumn: String?
    public var category: String?
    public var location: String?
    public var county: String?
    public var photos: String?
    /// Columns to keep as they are; nil for all that are not mapped.
    public var attributes: [String]?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, title, description, price, currency
        case currencyColumn = "currency_column"
        case category, location, county, photos, attributes
    }

    public init() {}

    /// Finds the columns by their names; capitals, spaces and punctuation do not matter.
    public static func recognise(_ columns: [String]) -> ColumnMapping {
        let names = ColumnNames(columns)
        var mapping = ColumnMapping()
        mapping.id = names.first(of: [
            "id", "uniq_id", "listing_id", "product_id", "item_id", "ad_id", "sku", "asin", "pid",
        ])
        mapping.title = names.first(of: [
            "title", "product_name", "product_title", "item_name", "item_title", "listing_title", "name",
            "headline",
        ])
        mapping.description = names.first(of: [
            "description", "product_description", "item_description", "long_description", "details",
            "product_details", "body", "text", "about_product", "about",
        ])
        mapping.price = names.first(of: [
            "price", "selling_price", "sale_price", "discounted_price", "final_price", "current_price",
            "asking_price",
            "retail_price", "list_price", "actual_price", "amount",
        ])
        mapping.currencyColumn = names.first(of: ["currency", "currency_code", "price_currency"])
        mapping.category = names.first(of: [
            "category", "product_category_tree", "category_path", "category_tree", "categories",
            "category_name",
            "product_category", "main_category", "breadcrumbs", "product_type",
        ])
        mapping.location = names.first(of: [
            "location", "place", "town", "city", "seller_location", "item_location",
        ])
        mapping.county = names.first(of: ["county", "region", "state", "province"])
        mapping.photos = names.first(of: [
            "photos", "photo", "images", "image", "image_file", "image_files", "image_name", "photo_name",
            "image_url",
            "image_urls", "image_link", "img_link", "picture", "pictures",
        ])
        return mapping
    }

    /// Reads a mapping such as `{"title": "naam", "price": "prijs", "currency": "EUR"}`.
    public init(jsonFile: URL) throws(CatalogError) {
        guard let data = try? Data(contentsOf: jsonFile) else {
            throw .missing(
                path: jsonFile.path, remedy: "Write the mapping there, for example: \(Self.example)")
        }
        let file: [String: MappingValue]
        do {
            file = try JSONDecoder().decode([String: MappingValue].self, from: data)
        } catch {
            throw .usage(
                reason: "\(jsonFile.path): not a JSON object of texts",
                remedy: "Write it like \(Self.example)")
        }
        let known = CodingKeys.allCases.map(\.rawValue)
        for key in file.keys.sorted() where !known.contains(key) {
            throw .usage(
                reason: "\(jsonFile.path): unknown key \"\(key)\"\(Self.suggestion(for: key, among: known))",
                remedy: "The keys are \(known.joined(separator: ", ")).")
        }
        do {
            self = try JSONDecoder().decode(ColumnMapping.self, from: data)
        } catch {
            throw .usage(
                reason: "\(jsonFile.path): \"attributes\" is a list of columns, the other values are texts",
                remedy: "Write it like \(Self.example)")
        }
    }

    private enum MappingValue: Decodable {
        case text(String)
        case list([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .list(try container.decode([String].self))
            }
        }
    }

    static let example = #"{"title": "naam", "price": "prijs", "currency": "EUR"}"#

    static func suggestion(for name: String, among known: [String]) -> String {
        ColumnNames(known).nearest(to: name).map { ", did you mean \"\($0)\"?" } ?? ""
    }
}

extension ColumnMapping {
    /// Checks the mapping against the columns that a table has.
    ///
    /// - Throws: `CatalogError.usage` when a mapped column is not there or nothing is the title.
    public func check(against columns: [String]) throws(CatalogError) {
        let found = columns.filter { !$0.isEmpty }.map { "\"\($0)\"" }.joined(separator: ", ")
        for (field, column) in mapped where !columns.contains(column) {
            throw .usage(
                reason: "the column \"\(column)\", mapped to \(field), is not in the table"
                    + Self.suggestion(for: column, among: columns),
                remedy: "The table's columns are \(found).")
        }
        guard title != nil || description != nil else {
            let first = columns.first { !$0.isEmpty } ?? "name of the column"
            throw .usage(
                reason: "no column looks like a title; the columns are \(found)",
                remedy: #"Name it in a file such as {"title": "\#(first)"} and pass it with --columns."#)
        }
    }

    /// Fields and their columns.
    private var mapped: [(field: String, column: String)] {
        let single: [(CodingKeys, String?)] = [
            (.id, id), (.title, title), (.description, description), (.price, price),
            (.currencyColumn, currencyColumn), (.category, category), (.location, location),
            (.county, county),
            (.photos, photos),
        ]
        return single.compactMap { key, column in column.map { (key.rawValue, $0) } }
            + (attributes ?? []).map { (CodingKeys.attributes.rawValue, $0) }
    }

    /// Tells whether a column goes to the listing's attributes.
    var attributeTest: (String) -> Bool {
        if let attributes { return Set(attributes).contains }
        let taken = Set(mapped.map(\.column))
        return { !$0.isEmpty && !taken.contains($0) }
    }
}
