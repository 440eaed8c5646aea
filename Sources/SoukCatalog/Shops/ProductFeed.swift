/// A product feed as Google Merchant Center and Facebook's catalogues take it: tab-separated, RSS or Atom.
///
/// https://support.google.com/merchants/answer/7052112
struct ProductFeed: ShopFormat {
    let name = "Google or Facebook product feed"
    let mapping: ColumnMapping
    private let columns: ShopColumns
    private let more: String?

    init?(_ columns: ShopColumns) {
        guard let id = columns.first("id"), let title = columns.first("title"), columns.has("price"),
            let image = columns.first("image_link"), columns.first("availability", "condition", "link") != nil
        else { return nil }
        self.columns = columns
        more = columns.first("additional_image_link")
        var mapping = ColumnMapping(
            id: id, title: title, description: columns.first("description", "summary", "content"),
            price: columns.first("price"),
            category: columns.first("product_type", "google_product_category", "fb_product_category"),
            photos: [image])
        mapping.salePrice = columns.first("sale_price")
        mapping.saleDates = [columns.first("sale_price_effective_date")].compactMap { $0 }
        mapping.condition = columns.first("condition")
        mapping.availability = columns.first("availability")
        mapping.categorySeparator = ">"
        mapping.decimal = "."
        self.mapping = mapping
    }

    func role(of row: TableRecord) -> RowRole {
        let group = row.cell(columns.first("item_group_id"))
        return group.isEmpty ? .product(keys: []) : .group(group)
    }

    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord {
        let rows = [lead] + members
        var product = finished(lead)
        product.set(mapping.photos.first, to: ProductCells.list(rows.flatMap(photos)))
        guard !members.isEmpty else { return product }
        product.set(mapping.id, to: lead.cell(columns.first("item_group_id")))
        product.set(mapping.price, to: ProductCells.priceRange(rows.map { SalePrice($0, mapping).text }))
        product.set(mapping.salePrice, to: "")
        product.set("options", to: ProductCells.options(rows.flatMap(options)))
        let shown = rows.first {
            AvailabilityText.lifecycle($0.cell(mapping.availability))?.isShown ?? true
        }
        product.set(mapping.availability, to: (shown ?? lead).cell(mapping.availability))
        return product
    }

    func variants(_ lead: TableRecord, with members: [TableRecord]) -> [TableRecord]? {
        guard !members.isEmpty else { return nil }
        return ([lead] + members).map { row in
            var variant = finished(row)
            variant.set(mapping.photos.first, to: ProductCells.list(photos(row)))
            return variant
        }
    }

    private func finished(_ row: TableRecord) -> TableRecord {
        var row = row
        let others = [columns.first("google_product_category"), columns.first("fb_product_category")]
        for other in others where row.cell(mapping.category).isEmpty {
            row.set(mapping.category, to: row.cell(other))
        }
        return row
    }

    private func options(_ row: TableRecord) -> [(name: String, value: String)] {
        ["color", "size", "material", "pattern"].map { ($0, row.cell(columns.first($0))) }
    }

    /// Several addresses are a list, or parted by commas that an address follows.
    private func photos(_ row: TableRecord) -> [String] {
        [row.cell(mapping.photos.first)] + AddressList.parse(row.cell(more))
    }
}

/// Addresses in one cell.
enum AddressList {
    /// A JSON list, or addresses parted by a comma, a semicolon or a bar that another address follows.
    static func parse(_ text: String) -> [String] {
        if let items = StringList.parse(text) { return items }
        var found: [String] = []
        for piece in text.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == "|" }) {
            let part = String(piece).trimmingWhitespace()
            let isAddress = part.contains("://") || part.hasPrefix("//")
            if isAddress || found.isEmpty {
                found.append(part)
            } else {
                found[found.count - 1] += ",\(piece)"
            }
        }
        return found
    }
}
