extension ListingCleaner {
    /// Cleans a listing that was handed in by itself.
    public func clean(_ draft: ListingDraft, id: String) -> CleanedRecord {
        var log = RuleLog()
        return Self.record(clean(SellerText(draft, id: id), &log), log)
    }

    /// Cleans what a change names and puts it into a clean listing, whose other fields stay as they are.
    func apply(_ change: ListingChange, to old: Listing) -> CleanedRecord {
        var (log, listing) = (RuleLog(), old)
        if !change.price.isKept || !change.currency.isKept {
            listing.price = price(change, of: old, &log)
        }
        if !change.category.isKept {
            let category = category(change.category.value ?? "", &log)
            (listing.categoryPath, listing.otherCategoryPaths) = (category.levels, category.others)
        }
        if !change.town.isKept {
            let location = LocationText(change.town.value ?? "")
            listing.place = place(location, SellerText(), currency: listing.price?.currency, &log)
        }
        if !change.description.isKept {
            listing.description = description(
                change.description.value ?? "", category: listing.categoryPath,
                town: listing.place?.town ?? "", &log)
        }
        if !change.title.isKept {
            let location = [listing.place?.town, listing.place?.county].compactMap { $0 }
            let given = title(
                change.title.value ?? "", location: location.joined(separator: ", "), &log)
            guard let title = title(given, or: listing.description, &log) else {
                return Self.record(nil, log)
            }
            listing.title = title
        }
        listing.attributes = attributes(change, of: old)
        return Self.record(listing, log)
    }

    private func price(_ change: ListingChange, of old: Listing, _ log: inout RuleLog) -> Price? {
        guard change.price.isKept else {
            let currency = change.currency.isKept ? old.price?.currency : change.currency.value
            let text = SellerText(price: change.price.value ?? "", currency: currency ?? "")
            return change.price == .clear ? nil : price(text, &log)
        }
        guard var price = old.price else { return nil }
        guard let code = change.currency.value else {
            price.currency = nil
            return price
        }
        guard let currency = Currency(code: code.trimmingWhitespace().uppercased()) else { return price }
        let former = price.currency.flatMap(Currency.init(code:))
        price.amount = currency.minorUnits(price.amount, from: former)
        price.upTo = price.upTo.map { currency.minorUnits($0, from: former) }
        price.currency = currency.code
        return price
    }

    private func attributes(_ change: ListingChange, of old: Listing) -> [String: String] {
        var attributes = ListingAttributes(old.attributes)
        for (attribute, field) in change.attributes where !field.isKept {
            attributes.set(.attribute(attribute), to: field.value?.nonEmpty)
        }
        if !change.postedAt.isKept { attributes.set(.postedAt, to: change.postedAt.value.map(String.init)) }
        return attributes.attributes
    }

    private static func record(_ listing: Listing?, _ log: RuleLog) -> CleanedRecord {
        guard let listing else {
            return CleanedRecord(
                listing: nil, verdict: .rejected("nothing to sell: title and description hold no text"),
                rules: log.rules)
        }
        let repairs = log.rules.compactMap(\.repair)
        return CleanedRecord(
            listing: listing, verdict: repairs.isEmpty ? .ok : .repaired(repairs), rules: log.rules)
    }
}
