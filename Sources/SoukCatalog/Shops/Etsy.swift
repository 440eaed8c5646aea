/// The listings that Etsy lets its sellers download: a row a listing, photos and options in numbered columns.
///
/// https://help.etsy.com/hc/en-us/articles/360000343508
struct Etsy: ShopFormat {
    let name = "Etsy"
    let mapping: ColumnMapping
    private let columns: ShopColumns

    init?(_ columns: ShopColumns) {
        guard let title = columns.first("TITLE"), columns.has("PRICE", "CURRENCY_CODE"),
            columns.has("IMAGE1"),
            columns.first("MATERIALS", "TAGS", "VARIATION 1 TYPE") != nil
        else { return nil }
        self.columns = columns
        var mapping = ColumnMapping(
            id: columns.first("LISTING_ID", "SKU"), title: title, description: columns.first("DESCRIPTION"),
            price: columns.first("PRICE"), photos: columns.numbered("IMAGE"))
        mapping.currency = columns.first("CURRENCY_CODE")
        mapping.availability = Self.availability
        self.mapping = mapping
    }

    private static let availability = "availability"

    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord {
        var product = lead
        let options = (1...2).flatMap { number in
            let name = lead.cell(columns.first("VARIATION \(number) NAME", "VARIATION \(number) TYPE"))
            return lead.cell(columns.first("VARIATION \(number) VALUES")).split(separator: ",").map {
                (name: name, value: String($0).trimmingWhitespace())
            }
        }
        if !options.isEmpty { product.set("options", to: ProductCells.options(options)) }
        product.set(
            Self.availability,
            to: ProductCells.isNone(lead.cell(columns.first("QUANTITY"))) ? "out of stock" : "in stock")
        return product
    }
}
