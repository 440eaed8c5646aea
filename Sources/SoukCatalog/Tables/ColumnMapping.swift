public import Foundation

/// Which column of a listings table holds what.
///
/// Written by hand as JSON, every key optional; what is left out is recognised by name:
/// ```json
/// {"title": "naam", "price": "prijs", "photos": ["foto1", "foto2"], "fixedCurrency": "EUR", "decimal": ","}
/// ```
public struct ColumnMapping: Codable, Sendable, Equatable {
    public var id: String?
    public var title: String?
    public var description: String?
    public var price: String?
    public var category: String?
    /// Town, `Town, County`, or a postcode.
    public var location: String?
    public var county: String?
    public var latitude: String?
    public var longitude: String?
    /// The column that names each price's currency.
    public var currency: String?
    /// Columns with names of photos, each one name, a list, or a list in a string.
    public var photos: [String]
    /// ISO 4217 code of prices that do not tell theirs.
    public var fixedCurrency: String?
    /// The decimal mark of prices, `.` or `,`, where it cannot be seen.
    public var decimal: String?

    public init(
        id: String? = nil, title: String? = nil, description: String? = nil, price: String? = nil,
        category: String? = nil, location: String? = nil, photos: [String] = [], fixedCurrency: String? = nil,
        decimal: String? = nil
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.price = price
        self.category = category
        self.location = location
        self.photos = photos
        self.fixedCurrency = fixedCurrency
        self.decimal = decimal
    }

    /// Finds the columns by their names; what no column is named for stays nil.
    public static func recognise(_ columns: [String]) -> ColumnMapping {
        var free = columns
        var mapping = ColumnMapping()
        for field in ListingField.allCases {
            let keys = free.map(ColumnName.key)
            guard let found = field.synonyms.lazy.compactMap({ keys.firstIndex(of: $0) }).first else {
                continue
            }
            mapping[field] = free.remove(at: found)
        }
        mapping.photos += free.filter { column in
            let stem = String(ColumnName.key(column).reversed().drop(while: \.isNumber).reversed())
            return stem != ColumnName.key(column) && ListingField.photos.synonyms.contains(stem)
        }
        return mapping
    }

    /// The columns that the mapping names.
    var mappedColumns: [String] {
        [id, title, description, price, category, location, county, latitude, longitude, currency].compactMap
        { $0 }
            + photos
    }

    private subscript(field: ListingField) -> String? {
        get {
            switch field {
            case .id: id
            case .title: title
            case .description: description
            case .price: price
            case .category: category
            case .location: location
            case .county: county
            case .latitude: latitude
            case .longitude: longitude
            case .currency: currency
            case .photos: photos.first
            }
        }
        set {
            switch field {
            case .id: id = newValue
            case .title: title = newValue
            case .description: description = newValue
            case .price: price = newValue
            case .category: category = newValue
            case .location: location = newValue
            case .county: county = newValue
            case .latitude: latitude = newValue
            case .longitude: longitude = newValue
            case .currency: currency = newValue
            case .photos: photos = newValue.map { [$0] } ?? []
            }
        }
    }
}

extension ColumnMapping {
    /// Checks the mapping against a table's columns and recognises by name what it leaves open.
    ///
    /// Throws ``CatalogError/usage(reason:remedy:)`` for a column that is not there, and
    /// ``CatalogError/table(path:line:reason:remedy:)`` when no column can be the title.
    public func completed(for columns: [String], table: String) throws(CatalogError) -> ColumnMapping {
        for column in mappedColumns where !columns.contains(column) {
            throw .usage(
                reason: "the mapping names a column \"\(column)\" that \(table) does not have",
                remedy: Self.suggestion(column, among: columns))
        }
        var result = self
        let taken = Set(mappedColumns)
        let found = Self.recognise(columns.filter { !taken.contains($0) })
        for field in ListingField.allCases where result[field] == nil {
            if field == .photos { result.photos = found.photos } else { result[field] = found[field] }
        }
        guard result.title != nil || result.description != nil else {
            throw .table(
                path: table, line: 1,
                reason: "no column is named as a title; its columns are "
                    + columns.prefix(50).map { "\"\($0)\"" }.joined(separator: ", "),
                remedy: "Write a file mapping.json such as {\"title\": \"\(columns.first ?? "name")\"} "
                    + "and give it with --columns mapping.json")
        }
        return result
    }

    /// Reads a mapping file; unknown keys are named with the nearest known one.
    public init(jsonFile url: URL) throws(CatalogError) {
        let keys = ListingField.allCases.map(\.rawValue) + ["fixedCurrency", "decimal"]
        let object = try MappingFile.read(url, keys: keys)
        self.init()
        for field in ListingField.allCases where field != .photos {
            self[field] = try MappingFile.text(object, field.rawValue, in: url)
        }
        switch object["photos"] {
        case .array(let names): photos = names.map(\.fieldText)
        case .string(let name): photos = [name]
        case nil, .null: photos = []
        default: throw MappingFile.wrongType("photos", "a column's name or a list of names", in: url)
        }
        fixedCurrency = try MappingFile.text(object, "fixedCurrency", in: url)?.uppercased()
        if let code = fixedCurrency, Currency(code: code) == nil {
            throw .usage(
                reason: "\(url.path): \"fixedCurrency\" is \"\(code)\"",
                remedy: "Expected an ISO 4217 code of three letters such as \"GBP\" or \"EUR\".")
        }
        decimal = try MappingFile.text(object, "decimal", in: url)
        if let mark = decimal, mark != ".", mark != "," {
            throw .usage(
                reason: "\(url.path): \"decimal\" is \"\(mark)\"", remedy: "Expected \".\" or \",\".")
        }
    }

    static func suggestion(_ name: String, among names: [String]) -> String {
        let nearest = ColumnName.nearest(to: name, among: names).map { "Did you mean \"\($0)\"? " } ?? ""
        return nearest + "There are: " + names.prefix(50).map { "\"\($0)\"" }.joined(separator: ", ") + "."
    }
}
