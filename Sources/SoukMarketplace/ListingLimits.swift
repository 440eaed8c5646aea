import SoukCatalog

/// The longest texts that a seller may hand in, in bytes of UTF-8.
enum ListingLimits {
    static let title = 1_000
    static let description = 50_000
    static let other = 500

    static func check(_ name: String, _ text: String?, _ limit: Int) throws(MarketplaceError) {
        guard let text, text.utf8.count > limit else { return }
        throw .field(name: name, reason: "\(text.utf8.count) bytes", remedy: "Give at most \(limit) bytes.")
    }

    static func check(postedAt: Int?) throws(MarketplaceError) {
        guard let postedAt, !Timestamp.range.contains(postedAt) else { return }
        throw .field(name: "posted_at", reason: "\(postedAt)", remedy: "Give seconds since 1970.")
    }
}

extension ListingDraft {
    /// - Throws: `field` for a text that is too long, or a time before 1970 or far ahead.
    func check() throws(MarketplaceError) {
        try ListingLimits.check("title", title, ListingLimits.title)
        try ListingLimits.check("description", description, ListingLimits.description)
        try ListingLimits.check("price", price, ListingLimits.other)
        try ListingLimits.check("currency", currency, ListingLimits.other)
        try ListingLimits.check("category", category, ListingLimits.other)
        try ListingLimits.check("town", town, ListingLimits.other)
        for attribute in ListingAttribute.allCases {
            try ListingLimits.check(attribute.name, attributes[attribute], ListingLimits.other)
        }
        try ListingLimits.check(postedAt: postedAt)
    }
}

extension ListingChange {
    /// - Throws: as `ListingDraft.check`.
    func check() throws(MarketplaceError) {
        try ListingDraft(
            title: title.value ?? "", description: description.value, price: price.value,
            currency: currency.value, category: category.value, town: town.value,
            attributes: attributes.compactMapValues(\.value), postedAt: postedAt.value
        ).check()
    }
}
