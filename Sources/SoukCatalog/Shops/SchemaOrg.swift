/// Products in the words of schema.org (JSON-LD), an object a line or in an array.
///
/// https://schema.org/Product, https://schema.org/Offer
struct SchemaOrg: ShopFormat {
    let name = "schema.org"
    let mapping: ColumnMapping
    private let columns: ShopColumns
    private let images: [String]

    init?(_ columns: ShopColumns) {
        guard columns.has("name"), columns.has("@type"),
            columns.all.contains(where: { $0.hasPrefix("offers") || $0 == "itemCondition" || $0 == "price" })
        else { return nil }
        self.columns = columns
        let offers = columns.all.first { $0 == "offers.price" || $0 == "offers[].price" || $0 == "price" }
        let low = columns.all.first { $0 == "offers.lowPrice" || $0 == "offers[].lowPrice" }
        images = columns.all.filter {
            ["image", "image.url", "image.contentUrl", "image[].url", "image[].contentUrl"].contains($0)
        }
        func offer(_ name: String) -> String? {
            columns.all.first { $0 == "offers.\(name)" || $0 == "offers[].\(name)" }
                ?? columns.all.first { $0 == name }
        }
        var mapping = ColumnMapping(
            id: columns.all.first { $0 == "sku" } ?? columns.first("productID", "identifier", "@id", "url"),
            title: columns.first("name"), description: columns.first("description"), price: offers ?? low,
            category: columns.all.first { ["category", "category.name", "category[].name"].contains($0) },
            location: columns.all.first { $0.hasSuffix("addressLocality") }, photos: Array(images.prefix(1)))
        mapping.currency = offer("priceCurrency")
        mapping.condition = offer("itemCondition")
        mapping.availability = offer("availability")
        mapping.seller = columns.all.first { $0.hasSuffix("seller.name") }
        mapping.decimal = "."
        self.mapping = mapping
    }

    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord {
        var product = lead
        for id in ["sku", "productID", "identifier", "@id", "url"] where product.cell(mapping.id).isEmpty {
            product.set(mapping.id, to: lead.cell(columns.first(id)))
        }
        product.set(mapping.price, to: price(lead))
        for (column, name) in [(mapping.currency, "priceCurrency"), (mapping.condition, "itemCondition")] {
            product.set(column, to: offered(name, lead).first ?? "")
        }
        let stock = offered("availability", lead)
        let shown = stock.first { AvailabilityText.lifecycle($0)?.isShown ?? false }
        product.set(mapping.availability, to: shown ?? stock.first ?? "")
        product.set(
            mapping.photos.first, to: ProductCells.list(images.flatMap { values(lead.cell($0)) }))
        return product
    }

    private func price(_ row: TableRecord) -> String {
        let single = offered("price", row)
        if single.isEmpty {
            return ProductCells.priceRange(offered("lowPrice", row) + offered("highPrice", row))
        }
        return single.count == 1 ? single[0] : ProductCells.priceRange(single)
    }

    /// What the offers say, of which a product has one or a list.
    private func offered(_ name: String, _ row: TableRecord) -> [String] {
        ["offers.\(name)", "offers[].\(name)", name].flatMap { values(row.cell($0)) }
    }

    private func values(_ text: String) -> [String] {
        StringList.parse(text)?.filter { !$0.isEmpty } ?? (text.isEmpty ? [] : [text])
    }
}
