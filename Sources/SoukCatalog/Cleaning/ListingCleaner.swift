import Foundation

/// A table's row after cleaning.
public struct CleanedRecord: Sendable {
    /// nil when the row was rejected.
    public var listing: Listing?
    public var verdict: Verdict
    /// The rules that fired, each once: the report counts them.
    public var rules: [CleaningRule]
}

/// Makes listings of a table's rows; total over any text.
public struct ListingCleaner: Sendable {
    private let options: CleaningOptions
    private let gazetteer: Gazetteer?

    public init(options: CleaningOptions = .init(), gazetteer: Gazetteer? = nil) {
        self.options = options
        self.gazetteer = gazetteer
    }

    public func clean(_ record: TableRecord, mapping: ColumnMapping) -> CleanedRecord {
        var log = RuleLog()
        log.note(.rowForm, if: record.problem != nil)
        guard !record.isRagged else {
            let reason = "line \(record.line): \(record.problem ?? "a ragged row")"
            return CleanedRecord(listing: nil, verdict: .rejected(reason), rules: log.rules)
        }
        let row = SellerRow(record: record, mapping: mapping)
        let location = LocationText(row.location)
        let category = CategoryPath(row.text(mapping.category))
        log.note(.categoryList, if: category.cameAsList)
        log.note(.categoryDepth, if: category.wasShortened)
        let price = price(row, mapping, &log)
        let description = description(row.text(mapping.description), category, location, &log)
        var title = title(row.text(mapping.title), row.location, &log)
        if title.isEmpty, !description.isEmpty {
            title = Self.firstWords(of: description)
            log.note(.titleFromDescription)
        }
        guard !title.isEmpty else {
            log.note(.nothingToSell)
            return CleanedRecord(
                listing: nil, verdict: .rejected(Self.reason(record, mapping)), rules: log.rules)
        }
        var id = row.text(mapping.id).trimmingWhitespace()
        if id.isEmpty {
            id = StableID.make(record.fields.filter { mapping.isContent($0.name) }.map(\.value))
            log.note(.idDerived)
        }
        let place = place(location, row, mapping, currency: price?.currency, &log)
        let listing = Listing(
            id: id, title: title, description: description, price: price, categoryPath: category.levels,
            place: place,
            photoNames: mapping.photos.flatMap { PhotoNames.parse(row.text($0)) }, attributes: row.attributes)
        return CleanedRecord(listing: listing, verdict: Self.verdict(log, record), rules: log.rules)
    }

    private func title(_ text: String, _ location: String, _ log: inout RuleLog) -> String {
        let cleaner = TextCleaner(keepsContacts: options.keepContacts)
        var title = cleaner.normalise(text, keepsLines: false, &log)
        let removed = TitleSuffix(siteName: options.siteName).remove(&title, location: location)
        log.note(.siteOffTitle, if: removed.site)
        log.note(.townOffTitle, if: removed.town)
        cleaner.mask(&title, &log)
        return String(title).trimmingWhitespace()
    }

    private func description(
        _ text: String, _ category: CategoryPath, _ location: LocationText, _ log: inout RuleLog
    ) -> String {
        let cleaner = TextCleaner(keepsContacts: options.keepContacts)
        var description = cleaner.normalise(text, keepsLines: true, &log)
        let boilerplate = Boilerplate(categoryPath: category.levels, town: location.town)
        log.note(.boilerplate, if: boilerplate.remove(&description))
        cleaner.mask(&description, &log)
        return String(description).trimmingWhitespace()
    }

    private func price(_ row: SellerRow, _ mapping: ColumnMapping, _ log: inout RuleLog) -> Price? {
        let code = row.text(mapping.currency).trimmingWhitespace().uppercased()
        let currency = Currency(code: code)?.code ?? mapping.fixedCurrency ?? options.currency
        let read = PriceText(
            row.price, currency: currency, decimal: mapping.decimal ?? options.decimal)
        if let rule = read.rule { log.note(rule) }
        return read.price
    }

    private func place(
        _ location: LocationText, _ row: SellerRow, _ mapping: ColumnMapping, currency: String?,
        _ log: inout RuleLog
    ) -> Place? {
        let county = location.county ?? row.text(mapping.county).trimmingWhitespace().nonEmpty
        var place = Place(town: location.town, county: county)
        let country = options.country ?? currency.flatMap { Gazetteer.country(ofCurrency: $0) }
        let given = (row.text(mapping.latitude), row.text(mapping.longitude))
        if let coordinates = location.coordinates ?? row.coordinates(given) {
            if Gazetteer.isPlausible(coordinates, country: country) {
                place.latitude = coordinates.latitude
                place.longitude = coordinates.longitude
                return place
            }
            log.note(.coordinatesImplausible)
        } else if !(given.0 + given.1).trimmingWhitespace().isEmpty {
            log.note(.coordinatesImplausible)
        }
        guard !location.town.isEmpty else { return nil }
        guard let gazetteer else { return place }
        guard
            let match = gazetteer.match(
                town: location.town, county: county, country: country, near: location.postcodeDistrict)
        else {
            log.note(.placeUnknown)
            return place
        }
        log.note(match.isCity ? .placedByCity : .placed)
        place.latitude = match.latitude
        place.longitude = match.longitude
        return place
    }

    private static func verdict(_ log: RuleLog, _ record: TableRecord) -> Verdict {
        let repairs = log.rules.compactMap { rule in
            rule == .rowForm ? "line \(record.line): \(record.problem ?? "")" : rule.repair
        }
        return repairs.isEmpty ? .ok : .repaired(repairs)
    }

    private static func reason(_ record: TableRecord, _ mapping: ColumnMapping) -> String {
        if let problem = record.problem { return "line \(record.line): \(problem), and no title is left" }
        let columns = [mapping.title, mapping.description].compactMap { $0 }.map { "\"\($0)\"" }.joined(
            separator: " and ")
        return "line \(record.line): nothing to sell: \(columns) hold no text"
    }

    /// The first words of a text, about as many as a title has.
    private static func firstWords(of text: String) -> String {
        let line = text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? text
        guard line.unicodeScalars.count > 80 else { return line }
        let head = line.unicodeScalars.prefix(80)
        let end = head.lastIndex(where: \.isSpace) ?? head.endIndex
        return String(head[..<end]).trimmingWhitespace()
    }
}

extension String {
    /// nil for the empty text.
    var nonEmpty: String? { isEmpty ? nil : self }
}
