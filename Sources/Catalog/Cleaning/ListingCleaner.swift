/// Makes a listing of a table's row.
public struct ListingCleaner: Sendable {
    private let options: CleaningOptions
    private let gazetteer: Gazetteer?
    private let suffix: TitleSuffix

    public init(options: CleaningOptions = .init(), gazetteer: Gazetteer? = nil) {
        self.options = options
        self.gazetteer = gazetteer
        suffix = TitleSuffix(siteNames: options.siteNames)
    }

    /// Cleans a row; total over any row: a verdict tells what was repaired or why the row is no listing.
    public func clean(_ record: TableRecord, mapping: ColumnMapping) -> CleanedRecord {
        if let problem = record.problem { return Self.rejected("line \(record.line): \(problem)") }
        let row = ListingRow(record: record, mapping: mapping)
        var fired: Set<CleaningRule> = []
        let description = text.clean(row.value(mapping.description), singleLine: false, fired: &fired)
        var title = title(row.value(mapping.title), fired: &fired)
        if title.isEmpty, !description.isEmpty {
            title = Self.title(from: description)
            fired.insert(.titleFromDescription)
        }
        guard !title.isEmpty else {
            return Self.rejected("line \(record.line): neither title nor description")
        }
        let price = price(row, fired: &fired)
        let category = CategoryPath.parse(row.value(mapping.category))
        if category.inList { fired.insert(.categoryList) }
        let listing = Listing(
            id: id(row, fired: &fired), title: title, description: description, price: price,
            categoryPath: category.levels, place: place(row, currency: price?.currency),
            photoNames: PhotoNames.parse(row.value(mapping.photos)), attributes: row.attributes)
        let rules = CleaningRule.allCases.filter(fired.contains)
        let repairs = rules.filter(\.isRepair).map(\.phrase)
        return CleanedRecord(
            listing: listing, verdict: repairs.isEmpty ? .ok : .repaired(repairs), rules: rules)
    }

    private static func rejected(_ reason: String) -> CleanedRecord {
        CleanedRecord(listing: nil, verdict: .rejected(reason), rules: [])
    }

    private var text: TextCleaner { TextCleaner(keepContacts: options.keepContacts) }

    private func title(_ raw: String, fired: inout Set<CleaningRule>) -> String {
        let tidied = text.clean(raw, singleLine: true, fired: &fired)
        guard let bare = suffix.removed(from: tidied) else { return tidied }
        fired.insert(.titleSuffix)
        return bare
    }

    /// The first words of the first line, 60 characters at most.
    private static func title(from description: String) -> String {
        let line = description.prefix { $0 != "\n" }
        guard line.count > 60 else { return String(line) }
        let head = line.prefix(60)
        let end = head.lastIndex(of: " ") ?? head.endIndex
        return head[..<end] + "…"
    }

    private func price(_ row: ListingRow, fired: inout Set<CleaningRule>) -> Price? {
        let stated = row.value(row.mapping.currencyColumn).trimmingWhitespace().uppercased()
        let currency = stated.count == 3 ? stated : row.mapping.currency
        switch PriceParser(defaultCurrency: currency).parse(row.value(row.mapping.price)) {
        case .none: return nil
        case .onRequest: fired.insert(.priceOnRequest)
        case .unreadable: fired.insert(.priceUnreadable)
        case .price(let price):
            if price.upTo != nil { fired.insert(.priceRange) }
            if price.doubt == .joke { fired.insert(.priceJoke) }
            return price
        }
        return nil
    }

    private func place(_ row: ListingRow, currency: String?) -> Place? {
        var ignored: Set<CleaningRule> = []
        let tidy = TextCleaner(keepContacts: true)
        let location = tidy.clean(row.value(row.mapping.location), singleLine: true, fired: &ignored)
        let county = tidy.clean(row.value(row.mapping.county), singleLine: true, fired: &ignored)
        guard var place = LocationText.parse(location, county: county) else { return nil }
        // Tables without a currency are taken for British ones.
        let country = currency.map(Gazetteer.country(ofCurrency:)) ?? "GB"
        let known = gazetteer?.place(town: place.town, county: place.county, country: country)
        place.latitude = known?.latitude
        place.longitude = known?.longitude
        return place
    }

    private func id(_ row: ListingRow, fired: inout Set<CleaningRule>) -> String {
        let id = row.value(row.mapping.id).trimmingWhitespace()
        guard id.isEmpty else { return id }
        fired.insert(.idFromContent)
        return row.contentID
    }
}
