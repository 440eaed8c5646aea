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
    /// What is asked instead of the price while it is lower and its dates hold.
    public var salePrice: String?
    /// The columns of a sale's first and last day, or one column with both and a slash between.
    public var saleDates: [String] = []
    public var condition: String?
    /// Stock or state, such as `in stock`, `sold`, `draft`: it becomes the ``Lifecycle``.
    public var availability: String?
    /// The day on which it was listed.
    public var postedAt: String?
    public var seller: String?
    /// ISO 4217 code of prices that do not tell theirs.
    public var fixedCurrency: String?
    /// The decimal mark of prices, `.` or `,`, where it cannot be seen.
    public var decimal: String?
    /// What stands first in dates of numbers alone: `day` or `month`.
    public var dateOrder: String?
    /// What parts the levels of a category: `>`, ` / `, `/` or `|`.
    public var categorySeparator: String?
    /// What parts several categories of one listing: `,`, `;` or `|`.
    public var categoryList: String?

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
            let ranked = free.enumerated().compactMap { place, column in
                field.rank(of: column).map { (rank: $0, place: place) }
            }
            guard let best = ranked.min(by: { ($0.rank, $0.place) < ($1.rank, $1.place) }) else { continue }
            mapping[field] = free.remove(at: best.place)
        }
        // Without a price of their own, sale prices are the prices.
        if mapping.price == nil { (mapping.price, mapping.salePrice) = (mapping.salePrice, nil) }
        mapping.photos += free.filter { column in
            let stem = String(ColumnName.key(column).reversed().drop(while: \.isNumber).reversed())
            return stem != ColumnName.key(column) && ListingField.photos.synonyms.contains(stem)
        }
        return mapping
    }

    /// The columns that the mapping names.
    var mappedColumns: [String] {
        ListingField.allCases.filter { $0 != .photos }.compactMap { self[$0] } + photos + saleDates
    }

    /// The columns whose content is a field of the listing, and not one of its attributes.
    var fieldColumns: Set<String> {
        let fields: [ListingField] = [
            .id, .title, .description, .price, .category, .location, .county, .latitude, .longitude,
            .currency,
        ]
        return Set(fields.compactMap { self[$0] } + photos)
    }

    subscript(field: ListingField) -> String? {
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
            case .salePrice: salePrice
            case .condition: condition
            case .availability: availability
            case .postedAt: postedAt
            case .seller: seller
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
            case .salePrice: salePrice = newValue
            case .condition: condition = newValue
            case .availability: availability = newValue
            case .postedAt: postedAt = newValue
            case .seller: seller = newValue
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
        try completed(for: columns, table: table, base: nil)
    }

    /// - Parameter base: what the shop's format says of the columns; nil where none is recognised.
    func completed(
        for columns: [String], table: String, base: ColumnMapping?
    ) throws(CatalogError) -> ColumnMapping {
        for column in mappedColumns where !columns.contains(column) {
            throw .usage(
                reason: "the mapping names a column \"\(column)\" that \(table) does not have",
                remedy: Self.suggestion(column, among: columns))
        }
        var result = self
        let taken = Set(mappedColumns)
        let free = columns.filter { !taken.contains($0) }
        let found = base ?? Self.recognise(free)
        for field in ListingField.allCases where result[field] == nil {
            if field == .photos {
                result.photos = found.photos.filter { !taken.contains($0) }
            } else if let column = found[field], !taken.contains(column) {
                result[field] = column
            }
        }
        if saleDates.isEmpty { result.saleDates = found.saleDates }
        result.fixedCurrency = fixedCurrency ?? found.fixedCurrency
        result.decimal = decimal ?? found.decimal
        result.dateOrder = dateOrder ?? found.dateOrder
        result.categorySeparator = categorySeparator ?? found.categorySeparator
        result.categoryList = categoryList ?? found.categoryList
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
        let keys = ListingField.allCases.map(\.rawValue) + Self.formKeys
        let object = try MappingFile.read(url, keys: keys)
        self.init()
        for field in ListingField.allCases where field != .photos {
            self[field] = try MappingFile.text(object, field.rawValue, in: url)
        }
        photos = try MappingFile.names(object, "photos", in: url)
        saleDates = try MappingFile.names(object, "saleDates", in: url)
        fixedCurrency = try MappingFile.text(object, "fixedCurrency", in: url)?.uppercased()
        if let code = fixedCurrency, Currency(code: code) == nil {
            throw .usage(
                reason: "\(url.path): \"fixedCurrency\" is \"\(code)\"",
                remedy: "Expected an ISO 4217 code of three letters such as \"GBP\" or \"EUR\".")
        }
        decimal = try MappingFile.text(object, "decimal", in: url)
        try Self.check(decimal, "decimal", among: [".", ","], in: url)
        dateOrder = try MappingFile.text(object, "dateOrder", in: url)
        try Self.check(dateOrder, "dateOrder", among: ["day", "month"], in: url)
        categorySeparator = try MappingFile.text(object, "categorySeparator", in: url)
        if let mark = categorySeparator, CategoryForm.kind(of: mark) == nil {
            try Self.check(mark, "categorySeparator", among: [">", " / ", "/", "|"], in: url)
        }
        categoryList = try MappingFile.text(object, "categoryList", in: url)
        try Self.check(categoryList, "categoryList", among: [",", ";", "|"], in: url)
    }

    private static let formKeys = [
        "saleDates", "fixedCurrency", "decimal", "dateOrder", "categorySeparator", "categoryList",
    ]

    private static func check(
        _ value: String?, _ key: String, among values: [String], in url: URL
    ) throws(CatalogError) {
        guard let value, !values.contains(value) else { return }
        throw .usage(
            reason: "\(url.path): \"\(key)\" is \"\(value)\"",
            remedy: "Expected " + values.map { "\"\($0)\"" }.joined(separator: " or ") + ".")
    }

    /// The mapping as a file that ``init(jsonFile:)`` reads.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? "{}\n"
    }

    static func suggestion(_ name: String, among names: [String]) -> String {
        let nearest = ColumnName.nearest(to: name, among: names).map { "Did you mean \"\($0)\"? " } ?? ""
        return nearest + "There are: " + names.prefix(50).map { "\"\($0)\"" }.joined(separator: ", ") + "."
    }
}
