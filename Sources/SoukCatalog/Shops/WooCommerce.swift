import Foundation

/// The export of WooCommerce: a row a product, and a row for each variation, which names its parent.
///
/// https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema
struct WooCommerce: ShopFormat {
    let name = "WooCommerce"
    let mapping: ColumnMapping
    private let columns: ShopColumns
    private let regular: String

    init?(_ columns: ShopColumns) {
        guard columns.has("Type", "SKU", "Name", "Regular price"),
            let regular = columns.first("Regular price"),
            columns.first("Published", "Visibility in catalog") != nil
        else { return nil }
        (self.columns, self.regular) = (columns, regular)
        var mapping = ColumnMapping(
            id: columns.first("SKU"), title: columns.first("Name"), description: columns.first("Description"),
            price: regular, category: columns.first("Categories"),
            photos: [columns.first("Images")].compactMap { $0 })
        mapping.salePrice = columns.first("Sale price")
        mapping.saleDates = [columns.first("Date sale price starts"), columns.first("Date sale price ends")]
            .compactMap { $0 }
        mapping.categorySeparator = ">"
        mapping.categoryList = ","
        mapping.availability = Self.availability
        self.mapping = mapping
    }

    private static let availability = "availability"

    func role(of row: TableRecord) -> RowRole {
        let parent = row.cell(columns.first("Parent"))
        if row.cell(columns.first("Type")).lowercased().hasPrefix("variation"), !parent.isEmpty {
            return .member(of: parent)
        }
        return .product(keys: [row.cell(mapping.id), "id:" + row.cell(columns.first("ID"))])
    }

    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord {
        var product = finished(lead, in: lead, rows: [lead] + members)
        if !members.isEmpty {
            product.set(regular, to: ProductCells.priceRange(members.map(price)))
            product.set(mapping.salePrice, to: "")
            product.set("options", to: ProductCells.options(members.flatMap(options)))
        }
        product.set(mapping.photos.first, to: ProductCells.list(([lead] + members).flatMap(photos)))
        return product
    }

    func variants(_ lead: TableRecord, with members: [TableRecord]) -> [TableRecord]? {
        guard !members.isEmpty else { return nil }
        return members.map { member in
            var variant = lead
            for (name, value) in member.fields where !value.isEmpty { variant.set(name, to: value) }
            let own = photos(member)
            variant.set(mapping.photos.first, to: ProductCells.list(own.isEmpty ? photos(lead) : own))
            return finished(variant, in: lead, rows: [member])
        }
    }

    private func finished(_ row: TableRecord, in lead: TableRecord, rows: [TableRecord]) -> TableRecord {
        var row = row
        if row.cell(mapping.id).isEmpty { row.set(mapping.id, to: row.cell(columns.first("ID"))) }
        if row.cell(mapping.description).isEmpty {
            row.set(mapping.description, to: row.cell(columns.first("Short description")))
        }
        // The export writes a line end as these two characters.
        row.set(mapping.description, to: row.cell(mapping.description).replacing("\\n", with: "\n"))
        row.set(Self.availability, to: availability(lead, rows))
        return row
    }

    private func availability(_ lead: TableRecord, _ rows: [TableRecord]) -> String {
        let published = lead.cell(columns.first("Published"))
        if published == "0" || published == "-1" { return published == "0" ? "private" : "draft" }
        if lead.cell(columns.first("Visibility in catalog")).lowercased() == "hidden" { return "hidden" }
        let stock = rows.map { $0.cell(columns.first("In stock?")).lowercased() }
        return !stock.isEmpty && stock.allSatisfy { $0 == "0" } ? "out of stock" : "in stock"
    }

    /// What is asked for a variation now.
    private func price(_ row: TableRecord) -> String {
        SalePrice(row, mapping).text
    }

    private func options(_ row: TableRecord) -> [(name: String, value: String)] {
        (1...5).map {
            (
                row.cell(columns.first("Attribute \($0) name")),
                row.cell(columns.first("Attribute \($0) value(s)"))
            )
        }
    }

    /// Addresses are parted by a comma and a space; a comma within an address has none behind it.
    private func photos(_ row: TableRecord) -> [String] {
        row.cell(mapping.photos.first).components(separatedBy: ", ").map { $0.trimmingWhitespace() }
            .filter { !$0.isEmpty }
    }
}
