/// The export of Magento 2 and Adobe Commerce: a row a product and store view; the variants of a configurable product
/// are rows of their own that it names. Rows without a SKU go on with the product above, as in Magento 1.
///
/// https://experienceleague.adobe.com/en/docs/commerce-admin/systems/data-transfer/data-attributes-product
struct Magento: ShopFormat {
    let name = "Magento"
    let mapping: ColumnMapping
    private let columns: ShopColumns
    private let sku: String

    init?(_ columns: ShopColumns) {
        guard let sku = columns.first("sku"), columns.has("name"),
            columns.first("attribute_set_code", "_attribute_set") != nil,
            columns.first("product_type", "_type") != nil
        else { return nil }
        (self.columns, self.sku) = (columns, sku)
        var mapping = ColumnMapping(
            id: sku, title: columns.first("name"), description: columns.first("description"),
            price: columns.first("price"), category: columns.first("categories", "_category"),
            photos: [columns.first("base_image", "image")].compactMap { $0 })
        mapping.salePrice = columns.first("special_price")
        mapping.saleDates = [
            columns.first("special_price_from_date", "special_from_date"),
            columns.first("special_price_to_date", "special_to_date"),
        ].compactMap { $0 }
        mapping.decimal = "."
        mapping.categorySeparator = "/"
        mapping.categoryList = ","
        mapping.availability = Self.availability
        self.mapping = mapping
    }

    private static let availability = "availability"

    func role(of row: TableRecord) -> RowRole {
        let id = row.cell(sku)
        if id.isEmpty { return .continuation }
        if !row.cell(columns.first("store_view_code", "_store")).isEmpty { return .member(of: "sku:" + id) }
        if row.cell(columns.first("visibility")).lowercased() == "not visible individually" {
            return .member(of: "child:" + id)
        }
        return .product(keys: ["sku:" + id] + variations(row).map { "child:" + ($0["sku"] ?? "") })
    }

    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord {
        var product = lead
        // What a store view says counts where the default view says nothing.
        for row in members where isView(row, of: lead) {
            for (name, value) in row.fields where !value.isEmpty && lead.cell(name).isEmpty {
                product.set(name, to: value)
            }
        }
        let children = members.filter { !isView($0, of: lead) }
        if product.cell(mapping.price).isEmpty, !children.isEmpty {
            product.set(
                mapping.price, to: ProductCells.priceRange(children.map { SalePrice($0, mapping).text }))
            product.set(mapping.salePrice, to: "")
        }
        let options = ProductCells.options(
            variations(lead).flatMap { one in
                one.filter { $0.key != "sku" }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            })
        if !options.isEmpty { product.set("options", to: options) }
        product.set(mapping.photos.first, to: ProductCells.list(([product] + members).flatMap(photos)))
        return finished(product, isOnSale: lead, stock: children.isEmpty ? [lead] : children)
    }

    func variants(_ lead: TableRecord, with members: [TableRecord]) -> [TableRecord]? {
        let children = members.filter { !isView($0, of: lead) && !$0.cell(sku).isEmpty }
        guard !children.isEmpty else { return nil }
        return children.map { child in
            var variant = lead
            for (name, value) in child.fields where !value.isEmpty { variant.set(name, to: value) }
            let own = photos(child)
            variant.set(mapping.photos.first, to: ProductCells.list(own.isEmpty ? photos(lead) : own))
            return finished(variant, isOnSale: lead, stock: [child])
        }
    }

    private func isView(_ row: TableRecord, of lead: TableRecord) -> Bool {
        row.cell(sku).isEmpty || row.cell(sku) == lead.cell(sku)
    }

    private func finished(
        _ row: TableRecord, isOnSale lead: TableRecord, stock: [TableRecord]
    ) -> TableRecord {
        var row = row
        if row.cell(mapping.description).isEmpty {
            row.set(mapping.description, to: row.cell(columns.first("short_description")))
        }
        row.set(Self.availability, to: availability(lead, stock))
        return row
    }

    private func availability(_ lead: TableRecord, _ stock: [TableRecord]) -> String {
        let online = lead.cell(columns.first("product_online", "status"))
        if online == "2" || online == "0" { return "disabled" }
        let isSoldOut = stock.allSatisfy { row in
            row.cell(columns.first("is_in_stock")) == "0"
                || (columns.first("is_in_stock") == nil
                    && ProductCells.isNone(row.cell(columns.first("qty"))))
        }
        return isSoldOut ? "out of stock" : "in stock"
    }

    /// `sku=A-S,size=S|sku=A-M,size=M`.
    private func variations(_ row: TableRecord) -> [[String: String]] {
        row.cell(columns.first("configurable_variations")).split(separator: "|").map { one in
            Dictionary(
                one.split(separator: ",").compactMap { pair in
                    let parts = pair.split(separator: "=", maxSplits: 1).map {
                        String($0).trimmingWhitespace()
                    }
                    return parts.count == 2 ? (parts[0], parts[1]) : nil
                }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Names below the media folder, without the slash that they begin with.
    private func photos(_ row: TableRecord) -> [String] {
        let names =
            [row.cell(mapping.photos.first)]
            + row.cell(columns.first("additional_images", "_media_image")).split(separator: ",").map {
                String($0).trimmingWhitespace()
            }
        return names.filter { !$0.isEmpty && $0 != "no_selection" && !$0.hasPrefix("[") }
            .map { String($0.drop { $0 == "/" }) }
    }
}
