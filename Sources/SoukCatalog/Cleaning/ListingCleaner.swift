import Foundation

/// A table's row after cleaning.
public struct CleanedRecord: Sendable {
    /// nil when the row was rejected.
    public var listing: Listing?
    public var verdict: Verdict
    /// The rules that fired, each once: the report counts them.
    public var rules: [CleaningRule]
    /// What the table says of its state; nil where it says nothing.
    public var lifecycle: Lifecycle? = nil
}

/// Makes listings of a table's rows; total over any text.
public struct ListingCleaner: Sendable {
    private let options: CleaningOptions
    private let gazetteer: Gazetteer?

    public init(options: CleaningOptions = .init(), gazetteer: Gazetteer? = nil) {
        self.options = options
        self.gazetteer = gazetteer
    }

    /// Cleans a row by itself: how its column writes numbers and categories is not known.
    public func clean(_ record: TableRecord, mapping: ColumnMapping) -> CleanedRecord {
        var forms = ColumnForms()
        forms.decimal = mapping.decimal
        forms.dateOrder = mapping.dateOrder.flatMap(TableDate.Order.init)
        if let kind = mapping.categorySeparator.flatMap(CategoryForm.kind) {
            forms.category = CategoryForm(
                kind: kind, list: mapping.categoryList, isListStated: mapping.categoryList != nil)
        }
        return clean(record, mapping: mapping, forms: forms)
    }

    func clean(_ record: TableRecord, mapping: ColumnMapping, forms: ColumnForms) -> CleanedRecord {
        var log = RuleLog()
        var record = record
        if record.isRagged { ShortRow.fill(&record, mapping: mapping, forms: forms) }
        log.note(.rowForm, if: record.problem != nil)
        guard !record.isRagged else {
            let reason = "line \(record.line): \(record.problem ?? "a ragged row")"
            return CleanedRecord(listing: nil, verdict: .rejected(reason), rules: log.rules)
        }
        let text = SellerText(SellerRow(record: record, mapping: mapping), forms: forms)
        guard var listing = clean(text, &log) else {
            return CleanedRecord(
                listing: nil, verdict: .rejected(Self.reason(record, mapping)), rules: log.rules)
        }
        if listing.id.isEmpty {
            listing.id = StableID.make(
                record.fields.filter { mapping.isContent($0.name) }.map(\.value))
            log.note(.idDerived)
        }
        log.note(.idLost, if: IDShapes.isLost(listing.id))
        let lifecycle = lifecycle(text, &log)
        date(text, &listing, &log)
        return CleanedRecord(
            listing: listing, verdict: Self.verdict(log, record), rules: log.rules, lifecycle: lifecycle)
    }

    private func lifecycle(_ text: SellerText, _ log: inout RuleLog) -> Lifecycle? {
        guard !text.availability.isEmpty else { return nil }
        let found = AvailabilityText.lifecycle(text.availability, column: text.availabilityColumn)
        log.note(.availabilityUnknown, if: found == nil)
        return found
    }

    /// The day of the listing in one form among the attributes, which the index reads.
    private func date(_ text: SellerText, _ listing: inout Listing, _ log: inout RuleLog) {
        guard !text.postedAt.isEmpty else { return }
        let date = TableDate(text.postedAt, order: text.forms?.dateOrder)
        log.note(.dateUnreadable, if: date == nil)
        log.note(.dateInDoubt, if: date?.isAmbiguous ?? false)
        var attributes = ListingAttributes(listing.attributes)
        attributes.set(.postedAt, to: date.map { Timestamp.text($0.seconds) })
        listing.attributes = attributes.attributes
    }

    /// nil when neither title nor description hold a text.
    func clean(_ text: SellerText, _ log: inout RuleLog) -> Listing? {
        let location = LocationText(text.location)
        let category = category(text.category, form: text.forms?.category, &log)
        let price = price(text, &log)
        let description = description(text.description, category: category.levels, town: location.town, &log)
        let given = title(text.title, location: text.location, &log)
        guard let title = title(given, or: description, &log) else { return nil }
        let place = place(location, text, currency: price?.currency, &log)
        return Listing(
            id: text.id.trimmingWhitespace(), title: title, description: description, price: price,
            categoryPath: category.levels, otherCategoryPaths: category.others, place: place,
            photoNames: text.photoNames, attributes: text.attributes)
    }

    func category(_ text: String, form: CategoryForm? = nil, _ log: inout RuleLog) -> CategoryPath {
        let category = CategoryPath(text, form: form)
        log.note(.categoryList, if: category.cameAsList)
        log.note(.categoriesMore, if: !category.others.isEmpty)
        log.note(.categoryInDoubt, if: category.isDoubtful)
        log.note(.categoryDepth, if: category.wasShortened)
        return category
    }

    /// The title, or the first words of the description; nil when both are empty.
    func title(_ title: String, or description: String, _ log: inout RuleLog) -> String? {
        if !title.isEmpty { return title }
        guard !description.isEmpty else {
            log.note(.nothingToSell)
            return nil
        }
        log.note(.titleFromDescription)
        return Self.firstWords(of: description)
    }

    func title(_ text: String, location: String, _ log: inout RuleLog) -> String {
        let cleaner = TextCleaner(keepsContacts: options.keepContacts)
        return Self.untilNothingIsFound(text) { text in
            var title = cleaner.normalise(text, keepsLines: false, &log)
            let removed = TitleSuffix(siteName: options.siteName).remove(&title, location: location)
            log.note(.siteOffTitle, if: removed.site)
            log.note(.townOffTitle, if: removed.town)
            cleaner.mask(&title, &log)
            return String(title).trimmingWhitespace()
        }
    }

    func description(_ text: String, category: [String], town: String, _ log: inout RuleLog) -> String {
        let cleaner = TextCleaner(keepsContacts: options.keepContacts)
        let boilerplate = Boilerplate(categoryPath: category, town: town)
        return Self.untilNothingIsFound(text) { text in
            var description = cleaner.normalise(text, keepsLines: true, &log)
            log.note(.boilerplate, if: boilerplate.remove(&description))
            cleaner.mask(&description, &log)
            return String(description).trimmingWhitespace()
        }
    }

    /// What one rule removes may bring to light what an earlier one looks for: an invisible character within `&gt;`.
    private static func untilNothingIsFound(_ text: String, _ rules: (String) -> String) -> String {
        var text = text
        // More rounds than a text takes that was not made to take them.
        for _ in 0..<8 {
            let cleaned = rules(text)
            // By bytes: equal strings may be composed in different ways.
            if cleaned.utf8.elementsEqual(text.utf8) { break }
            text = cleaned
        }
        return text
    }

    func price(_ text: SellerText, _ log: inout RuleLog) -> Price? {
        let code = text.currency.trimmingWhitespace().uppercased()
        let currency = Currency(code: code)?.code ?? text.usualCurrency ?? options.currency
        var form = text.forms?.number ?? NumberForm()
        if let stated = options.decimal { form = NumberForm(decimal: stated.unicodeScalars.first) }
        let read = PriceText(text.price, currency: currency, form: form)
        if let rule = read.rule { log.note(rule) }
        log.note(.priceInDoubt, if: read.isDoubtful)
        log.note(.salePriceLeftOut, if: text.leavesSaleOut)
        return read.price
    }

    func place(
        _ location: LocationText, _ text: SellerText, currency: String?, _ log: inout RuleLog
    ) -> Place? {
        let county = location.county ?? text.county.trimmingWhitespace().nonEmpty
        var place = Place(town: location.town, county: county)
        let country = options.country ?? currency.flatMap { Gazetteer.country(ofCurrency: $0) }
        if let coordinates = location.coordinates ?? text.coordinates {
            if Gazetteer.isPlausible(coordinates, country: country) {
                place.latitude = coordinates.latitude
                place.longitude = coordinates.longitude
                return place
            }
            log.note(.coordinatesImplausible)
        } else if !(text.latitude + text.longitude).trimmingWhitespace().isEmpty {
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
