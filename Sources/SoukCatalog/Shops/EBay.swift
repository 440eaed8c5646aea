/// The files of eBay: File Exchange and Seller Hub templates, whose variations stand below their listing, and the
/// report of active listings.
///
/// https://www.ebay.co.uk/sellerhub reports; File Exchange's columns begin with `*Action(SiteID=UK|Currency=GBP|…)`.
struct EBay: ShopFormat {
    let name = "eBay"
    let mapping: ColumnMapping
    private let columns: ShopColumns

    init?(_ columns: ShopColumns) {
        let action = columns.all.first { $0.lowercased().drop { $0 == "*" }.hasPrefix("action(") }
        let isReport = columns.has("Item number", "Title", "Available quantity")
        guard let title = columns.first("Title"), action != nil || isReport else { return nil }
        self.columns = columns
        var mapping = ColumnMapping(
            id: columns.first("CustomLabel", "Custom label (SKU)", "Item number", "ItemID"), title: title,
            description: columns.first("Description"),
            price: columns.first("StartPrice", "Start price", "BuyItNowPrice", "Current price"),
            category: columns.first("CategoryName", "Category name", "eBay category 1 name", "Category"),
            location: columns.first("Location"),
            photos: [columns.first("PicURL", "Item photo URL")].compactMap { $0 })
        mapping.currency = columns.first("Currency")
        mapping.fixedCurrency = action.flatMap(Self.currency)
        mapping.condition = columns.first("ConditionID", "Condition ID", "Condition")
        mapping.postedAt = columns.first("Start date")
        mapping.availability = Self.availability
        self.mapping = mapping
    }

    private static let availability = "availability"

    func role(of row: TableRecord) -> RowRole {
        row.cell(columns.first("Relationship")).lowercased() == "variation"
            ? .continuation : .product(keys: [])
    }

    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord {
        var product = finished(lead, rows: members.isEmpty ? [lead] : members)
        if !members.isEmpty {
            product.set(mapping.price, to: ProductCells.priceRange(members.map(price)))
            product.set("options", to: ProductCells.options(members.flatMap(options)))
        }
        product.set(mapping.photos.first, to: ProductCells.list(([lead] + members).flatMap(photos)))
        return product
    }

    func variants(_ lead: TableRecord, with members: [TableRecord]) -> [TableRecord]? {
        guard !members.isEmpty else { return nil }
        return members.enumerated().map { place, member in
            var variant = lead
            for (name, value) in member.fields where !value.isEmpty { variant.set(name, to: value) }
            if member.cell(mapping.id).isEmpty {
                variant.set(mapping.id, to: "\(lead.cell(mapping.id))-\(place + 1)")
            }
            variant.set(
                mapping.title, to: ProductCells.title(lead.cell(mapping.title), options(member).map(\.value)))
            let own = photos(member)
            variant.set(mapping.photos.first, to: ProductCells.list(own.isEmpty ? photos(lead) : own))
            return finished(variant, rows: [member])
        }
    }

    private func finished(_ row: TableRecord, rows: [TableRecord]) -> TableRecord {
        var row = row
        row.set(mapping.price, to: price(row))
        let id = row.cell(mapping.id)
        if id.isEmpty { row.set(mapping.id, to: row.cell(columns.first("Item number", "ItemID"))) }
        if row.cell(mapping.category).isEmpty {
            row.set(mapping.category, to: row.cell(columns.first("Category")))
        }
        row.set(mapping.condition, to: ConditionText.eBay(row.cell(mapping.condition)))
        let quantities = rows.map { $0.cell(columns.first("Quantity", "Available quantity")) }
        let isEnded = row.fields.first.map {
            ["end", "delete"].contains($0.value.trimmingWhitespace().lowercased())
        }
        let isGone = !quantities.isEmpty && quantities.allSatisfy(ProductCells.isNone)
        row.set(
            Self.availability, to: isEnded == true ? "ended" : isGone ? "out of stock" : "in stock")
        return row
    }

    private func price(_ row: TableRecord) -> String {
        let start = row.cell(mapping.price)
        return start.isEmpty ? row.cell(columns.first("BuyItNowPrice", "Auction Buy It Now price")) : start
    }

    /// `Size=S|Colour=Red`.
    private func options(_ row: TableRecord) -> [(name: String, value: String)] {
        row.cell(columns.first("RelationshipDetails")).split(separator: "|").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).trimmingWhitespace() }
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
    }

    private func photos(_ row: TableRecord) -> [String] {
        row.cell(mapping.photos.first).split(separator: "|").map { piece in
            // A variation's photos stand behind the option that they show: `Red=https://…`.
            let text = String(piece).trimmingWhitespace()
            let isLabelled =
                text.firstRange(of: "=http").map { !text[..<$0.lowerBound].contains("://") } ?? false
            return isLabelled ? text.split(separator: "=", maxSplits: 1).last.map(String.init) ?? text : text
        }
    }

    /// `*Action(SiteID=UK|Country=GB|Currency=GBP|…)` gives GBP.
    private static func currency(_ action: String) -> String? {
        let pairs = action.split { "(|)".contains($0) }.map { $0.split(separator: "=").map(String.init) }
        func value(_ name: String) -> String? {
            pairs.first { $0.count == 2 && $0[0].trimmingWhitespace().lowercased() == name }?[1]
                .trimmingWhitespace()
        }
        if let code = value("currency")?.uppercased(), Currency(code: code) != nil { return code }
        let sites = [
            "US": "USD", "UK": "GBP", "Germany": "EUR", "France": "EUR", "Italy": "EUR", "Spain": "EUR",
            "Ireland": "EUR", "Austria": "EUR", "Netherlands": "EUR", "Canada": "CAD", "Australia": "AUD",
            "Poland": "PLN", "Switzerland": "CHF",
        ]
        return value("siteid").flatMap { sites[$0] }
    }
}
