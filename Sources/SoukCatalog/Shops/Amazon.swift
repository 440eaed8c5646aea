/// The flat files of Amazon's Seller Central: category templates, the report of listings, and the inventory loader.
///
/// https://sellercentral.amazon.com/help/hub/reference/G201576410 (templates), G1641 (inventory loader)
struct Amazon: ShopFormat {
    let name = "Amazon"
    let mapping: ColumnMapping
    private let columns: ShopColumns
    /// Conditions are numbers in the reports, and words in the templates.
    private let hasNumberedConditions: Bool

    init?(_ columns: ShopColumns) {
        let isTemplate = columns.has("item_sku", "item_name")
        let isReport = columns.has("item-name", "seller-sku")
        let isLoader = columns.has("sku", "product-id", "product-id-type")
        guard isTemplate || isReport || isLoader else { return nil }
        self.columns = columns
        hasNumberedConditions = !isTemplate
        let photos =
            [columns.first("main_image_url", "image-url")].compactMap { $0 }
            + columns.numbered("other_image_url")
        var mapping = ColumnMapping(
            id: columns.first("item_sku", "seller-sku", "sku"),
            title: columns.first("item_name", "item-name"),
            description: columns.first("product_description", "item-description", "item-note"),
            price: columns.first("standard_price", "price"),
            category: columns.first("item_type_name", "item_type", "feed_product_type", "product_type"),
            photos: photos)
        mapping.currency = columns.first("currency")
        mapping.salePrice = columns.first("sale_price")
        mapping.saleDates = [columns.first("sale_from_date"), columns.first("sale_end_date")].compactMap {
            $0
        }
        mapping.condition = columns.first("condition_type", "item-condition")
        mapping.postedAt = columns.first("open-date")
        mapping.availability = Self.availability
        mapping.decimal = "."
        self.mapping = mapping
    }

    private static let availability = "availability"

    func role(of row: TableRecord) -> RowRole {
        let parent = row.cell(columns.first("parent_sku"))
        if row.cell(columns.first("parent_child", "parentage_level")).lowercased() == "child", !parent.isEmpty
        {
            return .member(of: parent)
        }
        return .product(keys: [row.cell(mapping.id)])
    }

    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord {
        var product = finished(lead, rows: members.isEmpty ? [lead] : members)
        guard !members.isEmpty else { return product }
        product.set(mapping.price, to: ProductCells.priceRange(members.map { SalePrice($0, mapping).text }))
        product.set(mapping.salePrice, to: "")
        product.set("options", to: ProductCells.options(members.flatMap(options)))
        for column in mapping.photos where product.cell(column).isEmpty {
            product.set(column, to: members.lazy.map { $0.cell(column) }.first { !$0.isEmpty } ?? "")
        }
        for column in [mapping.condition, mapping.currency] where product.cell(column).isEmpty {
            product.set(column, to: members[0].cell(column))
        }
        return product
    }

    func variants(_ lead: TableRecord, with members: [TableRecord]) -> [TableRecord]? {
        guard !members.isEmpty else { return nil }
        return members.map { member in
            var variant = lead
            for (name, value) in member.fields where !value.isEmpty { variant.set(name, to: value) }
            return finished(variant, rows: [member])
        }
    }

    private func finished(_ row: TableRecord, rows: [TableRecord]) -> TableRecord {
        var row = row
        if hasNumberedConditions {
            row.set(mapping.condition, to: ConditionText.amazon(row.cell(mapping.condition)))
        }
        let quantities = rows.map { $0.cell(columns.first("quantity")) }
        let change = row.cell(columns.first("add-delete", "update_delete")).lowercased()
        let isGone = ["d", "x", "delete"].contains(change)
        let isSoldOut = !quantities.isEmpty && quantities.allSatisfy(ProductCells.isNone)
        row.set(Self.availability, to: isGone ? "deleted" : isSoldOut ? "out of stock" : "in stock")
        return row
    }

    private func options(_ row: TableRecord) -> [(name: String, value: String)] {
        [
            ("color", "color_name"), ("size", "size_name"), ("style", "style_name"),
            ("material", "material_type"),
        ]
        .map { ($0, row.cell(columns.first($1))) }
    }
}
