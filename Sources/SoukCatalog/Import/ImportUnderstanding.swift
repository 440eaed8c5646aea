import Foundation

/// How an import understood a table: which column is which field, how sure that is, and what became of it.
public struct ImportUnderstanding: Codable, Sendable, Equatable {
    /// One column of the table.
    public struct Column: Codable, Sendable, Equatable {
        public var name: String
        /// `price`, `category`, …; nil for a column that is kept as an attribute.
        public var field: String?
        /// 0 to 1; nil without a field.
        public var confidence: Double?
        /// Rows in which it says something.
        public var filled: Int
        /// The first text, shortened.
        public var example: String?
        /// For people.
        public var outcome: String
    }

    /// Listings by what the table does not say of them.
    public struct Listings: Codable, Sendable, Equatable {
        public var usable = 0
        public var rejected = 0
        public var withoutTitle = 0
        public var withoutPrice = 0
        public var withoutCategory = 0
        public var withoutPlace = 0
        public var withoutPhoto = 0
        /// Priced listings by currency; empty for an unknown one.
        public var currencies: [String: Int] = [:]
        /// By ``Lifecycle``.
        public var lifecycles: [String: Int] = [:]
        /// How often each cleaning rule fired.
        public var rules: [String: Int] = [:]

        enum CodingKeys: String, CodingKey {
            case usable, rejected, currencies, lifecycles, rules
            case withoutTitle = "without_title"
            case withoutPrice = "without_price"
            case withoutCategory = "without_category"
            case withoutPlace = "without_place"
            case withoutPhoto = "without_photo"
        }
    }

    /// The table's file, by its last name.
    public var table: String
    /// `Shopify, comma-separated, records end in LF, UTF-8`.
    public var layout: String
    /// Rows of listings: those of a product count once where its variants are one listing.
    public var rows: Int
    public var columns: [Column]
    public var listings: Listings
    /// What was understood, to be edited and given back.
    public var mapping: ColumnMapping

    /// Columns that no field of a listing takes up; their texts are kept as attributes.
    public var unusedColumns: [String] { columns.filter { $0.field == nil && $0.filled > 0 }.map(\.name) }
}

extension Importer {
    /// Reads a table to its end and says what an import would make of it; writes nothing.
    public static func preview(
        _ request: ImportRequest, isCancelled: () -> Bool = { false }
    ) throws(CatalogError) -> ImportUnderstanding {
        let given = try ImportSource.given(request)
        let options = request.options
        let profile = try TableProfile(
            url: request.listings, given: given, options: options.tables, isCancelled: isCancelled)
        let cleaner = ListingCleaner(options: options.cleaning, gazetteer: Gazetteer.bundled())
        var table = try ListingTable(
            url: request.listings, options: options.tables, separated: profile.separated)
        var listings = ImportUnderstanding.Listings()
        var rows = 0
        while let record = try table.next() {
            rows += 1
            if rows.isMultiple(of: 1024), isCancelled() { throw .interrupted }
            listings.add(cleaner.clean(record, mapping: profile.mapping, forms: profile.forms))
        }
        return profile.understanding(of: request.listings, given: given, listings)
    }
}

extension ImportUnderstanding.Listings {
    mutating func add(_ record: CleanedRecord) {
        for rule in record.rules { rules[rule.rawValue, default: 0] += 1 }
        guard let listing = record.listing else {
            rejected += 1
            if record.rules.contains(.nothingToSell) { withoutTitle += 1 }
            return
        }
        usable += 1
        if record.rules.contains(.titleFromDescription) { withoutTitle += 1 }
        if let price = listing.price {
            currencies[price.currency ?? "", default: 0] += 1
        } else {
            withoutPrice += 1
        }
        if listing.categoryPath.isEmpty { withoutCategory += 1 }
        if listing.place == nil { withoutPlace += 1 }
        if listing.photoNames.isEmpty { withoutPhoto += 1 }
        lifecycles[(record.lifecycle ?? .onSale).rawValue, default: 0] += 1
    }
}

extension TableProfile {
    /// The understanding of a table with what became of its listings.
    func understanding(
        of url: URL, given: ColumnMapping, _ listings: ImportUnderstanding.Listings
    ) -> ImportUnderstanding {
        let outcomes = ColumnOutcomes(profile: self, listings: listings)
        var stated = mapping
        stated.decimal = mapping.decimal ?? numbers.decimal
        stated.dateOrder = mapping.dateOrder ?? dates.order?.rawValue
        if mapping.category != nil {
            stated.categorySeparator = mapping.categorySeparator ?? forms.category?.kind?.separator
            stated.categoryList = mapping.categoryList ?? forms.category?.list
        }
        let givenColumns = Set(given.mappedColumns)
        return ImportUnderstanding(
            table: url.lastPathComponent, layout: summary, rows: rows,
            columns: columns.map { name in
                let tally = found[name] ?? Column()
                let field = mapping.field(of: name)
                return ImportUnderstanding.Column(
                    name: name, field: field?.rawValue,
                    confidence: field.map {
                        outcomes.confidence($0, of: name, isGiven: givenColumns.contains(name))
                    },
                    filled: tally.filled, example: tally.example,
                    outcome: outcomes.text(field, filled: tally.filled))
            },
            listings: listings, mapping: stated)
    }
}

extension CategoryForm.Kind {
    /// As a mapping writes it.
    var separator: String {
        switch self {
        case .arrow: ">"
        case .spacedSlash: " / "
        case .bar: "|"
        case .slash: "/"
        }
    }
}

extension ColumnMapping {
    /// The field that a column is mapped to.
    func field(of column: String) -> ListingField? {
        if photos.contains(column) { return .photos }
        if saleDates.contains(column) { return .salePrice }
        return ListingField.allCases.first { $0 != .photos && self[$0] == column }
    }
}
