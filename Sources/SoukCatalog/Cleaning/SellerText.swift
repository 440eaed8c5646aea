/// What a seller says of a thing, field by field, before it is cleaned; empty where nothing is said.
struct SellerText {
    var id = ""
    var title = ""
    var description = ""
    var price = ""
    /// Next to the price.
    var currency = ""
    /// ISO 4217 code where the price tells none.
    var usualCurrency: String?
    /// How the table writes its numbers, days and categories; nil for what stands alone.
    var forms: ColumnForms?
    /// Whether a sale price stands there and is not taken.
    var leavesSaleOut = false
    /// What the table says of stock or state, and the name of its column.
    var availability = ""
    var availabilityColumn = ""
    var postedAt = ""
    var category = ""
    var location = ""
    var county = ""
    var latitude = ""
    var longitude = ""
    var photoNames: [String] = []
    var attributes: [String: String] = [:]

    var coordinates: Coordinates? {
        guard let latitude = Double(latitude.trimmingWhitespace()),
            let longitude = Double(longitude.trimmingWhitespace())
        else { return nil }
        return Coordinates(latitude: latitude, longitude: longitude)
    }
}

extension SellerText {
    init(_ row: SellerRow, forms: ColumnForms) {
        let mapping = row.mapping
        let sale = mapping.salePrice.map { _ in SalePrice(row.record, mapping) }
        self.init(
            id: row.text(mapping.id), title: row.text(mapping.title),
            description: row.text(mapping.description), price: sale?.text ?? row.price,
            currency: row.text(mapping.currency), usualCurrency: mapping.fixedCurrency,
            forms: forms, leavesSaleOut: sale?.isLeftOut ?? false,
            availability: row.text(mapping.availability).trimmingWhitespace(),
            availabilityColumn: mapping.availability ?? "",
            postedAt: row.text(mapping.postedAt).trimmingWhitespace(),
            category: row.text(mapping.category), location: row.location,
            county: row.text(mapping.county), latitude: row.text(mapping.latitude),
            longitude: row.text(mapping.longitude),
            photoNames: mapping.photos.flatMap { PhotoNames.parse(row.text($0)) },
            attributes: row.attributes)
    }

    init(_ draft: ListingDraft, id: String) {
        var attributes = ListingAttributes([:])
        for (attribute, value) in draft.attributes {
            attributes.set(.attribute(attribute), to: value.nonEmpty)
        }
        attributes.set(.postedAt, to: draft.postedAt.map(String.init))
        self.init(
            id: id, title: draft.title, description: draft.description ?? "", price: draft.price ?? "",
            currency: draft.currency ?? "", category: draft.category ?? "", location: draft.town ?? "",
            attributes: attributes.attributes)
    }
}
