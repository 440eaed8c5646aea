/// The export of Shopify: a row a variant or photo, those of a product one below the other, by their handle.
///
/// https://help.shopify.com/en/manual/products/import-export/using-csv
struct Shopify: ShopFormat {
    let name = "Shopify"
    let mapping: ColumnMapping
    private let handle: String
    private let title: String
    private let price: String
    private let columns: ShopColumns

    init?(_ columns: ShopColumns) {
        guard let handle = columns.first("Handle", "URL handle"), let title = columns.first("Title"),
            let price = columns.first("Variant Price", "Price"),
            columns.first("Option1 Name", "Variant SKU", "Variant Inventory Qty") != nil
        else { return nil }
        (self.handle, self.title, self.price, self.columns) = (handle, title, price, columns)
        var mapping = ColumnMapping(
            id: handle, title: title, description: columns.first("Body (HTML)", "Description"), price: price,
            category: columns.first("Product Category", "Type"),
            photos: [columns.first("Image Src", "Product image URL")].compactMap { $0 })
        mapping.decimal = "."
        mapping.categorySeparator = ">"
        mapping.availability = Self.availability
        mapping.condition = columns.first("Google Shopping / Condition")
        self.mapping = mapping
    }

    private static let availability = "availability"

    func role(of row: TableRecord) -> RowRole { .sameAs(key: row.cell(handle)) }

    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord {
        let rows = [lead] + members
        var product = lead
        product.set(price, to: ProductCells.priceRange(rows.map { $0.cell(price) }))
        product.set(mapping.photos.first, to: ProductCells.list(photos(rows)))
        let options = options(rows)
        if !options.isEmpty { product.set("options", to: options) }
        return finished(product, lead: lead, rows: rows.filter { !$0.cell(price).isEmpty })
    }

    func variants(_ lead: TableRecord, with members: [TableRecord]) -> [TableRecord]? {
        let rows = ([lead] + members).filter { !$0.cell(price).isEmpty }
        guard rows.count > 1 else { return nil }
        let all = photos([lead] + members)
        return rows.enumerated().map { place, row in
            var variant = lead
            for (name, value) in row.fields where !value.isEmpty && name != title {
                variant.set(name, to: value)
            }
            let sku = row.cell(columns.first("Variant SKU", "SKU"))
            variant.set(handle, to: sku.isEmpty ? "\(lead.cell(handle))-\(place + 1)" : sku)
            let values = (1...3).map { row.cell(columns.first("Option\($0) Value")) }
            variant.set(title, to: ProductCells.title(lead.cell(title), values))
            let own = row.cell(columns.first("Variant Image", "Variant image URL"))
            variant.set(mapping.photos.first, to: ProductCells.list(own.isEmpty ? all : [own]))
            return finished(variant, lead: lead, rows: [row])
        }
    }

    private func finished(_ row: TableRecord, lead: TableRecord, rows: [TableRecord]) -> TableRecord {
        var row = row
        if row.cell(mapping.category).isEmpty {
            row.set(mapping.category, to: lead.cell(columns.first("Type")))
        }
        row.set(Self.availability, to: availability(lead, rows))
        return row
    }

    private func availability(_ lead: TableRecord, _ rows: [TableRecord]) -> String {
        let status = lead.cell(columns.first("Status")).lowercased()
        if !status.isEmpty, status != "active" { return status }
        let published = lead.cell(columns.first("Published", "Published on online store")).lowercased()
        if published == "false" || published == "no" { return "unpublished" }
        let quantities = rows.map { $0.cell(columns.first("Variant Inventory Qty", "Inventory quantity")) }
        let sells = rows.contains {
            $0.cell(columns.first("Variant Inventory Policy", "Continue selling when out of stock"))
                .lowercased()
                .contains("continue")
        }
        let tracks = columns.first("Variant Inventory Tracker", "Inventory tracker").map { column in
            rows.contains { !$0.cell(column).isEmpty }
        }
        let isSoldOut = !quantities.isEmpty && quantities.allSatisfy(ProductCells.isNone)
        return isSoldOut && !sells && tracks != false ? "out of stock" : "in stock"
    }

    private func photos(_ rows: [TableRecord]) -> [String] {
        let position = columns.first("Image Position")
        return rows.map { (name: $0.cell(mapping.photos.first), place: Int($0.cell(position)) ?? Int.max) }
            .enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
            .map(\.element.name)
    }

    private func options(_ rows: [TableRecord]) -> String {
        let names = (1...3).map { rows[0].cell(columns.first("Option\($0) Name")) }
        return ProductCells.options(
            rows.flatMap { row in
                names.enumerated().map { ($1, row.cell(columns.first("Option\($0 + 1) Value"))) }
            }.filter { $0.1 != "Default Title" })
    }
}
