import Foundation

/// What a pass over the whole table found in its columns.
struct TableProfile {
    struct Column {
        var filled = 0
        var example: String?
    }

    let summary: String
    let shop: String?
    let mapping: ColumnMapping
    let forms: ColumnForms
    let separated: SeparatedRows?
    /// In the table's order.
    let columns: [String]
    private(set) var found: [String: Column] = [:]
    private(set) var rows = 0
    let numbers: NumberEvidence
    let dates: DateEvidence
    let lostIDs: Int

    private static let exampleLength = 40

    /// Reads the table to its end.
    ///
    /// - Parameter given: what the user states of the columns.
    init(
        url: URL, given: ColumnMapping, options: TableOptions,
        isCancelled: () -> Bool = { false }
    ) throws(CatalogError) {
        separated = try SeparatedRows(url: url, options: options)
        var table = try ListingTable(url: url, options: options, separated: separated)
        // A format may add columns to a product's rows.
        let first = try table.next()
        var names = table.columns
        for name in first?.fields.map(\.name) ?? [] where !names.contains(name) && table.format != nil {
            names.append(name)
        }
        mapping = try given.completed(for: names, table: url.path, base: table.format?.mapping)
        (summary, shop, columns) = (table.summary, table.format?.name, names)
        let priceColumns = [mapping.price, mapping.salePrice].compactMap { $0 }
        var (numbers, dates, ids) = (NumberEvidence(), DateEvidence(), IDShapes())
        var categories = CategoryEvidence()
        var tally = [Column](repeating: Column(), count: names.count)
        var record = first
        while let row = record {
            rows += 1
            if rows.isMultiple(of: 4096), isCancelled() { throw .interrupted }
            for (index, field) in row.fields.enumerated() where index < names.count {
                guard let visible = field.value.unicodeScalars.first(where: { !$0.isSpace }) else { continue }
                _ = visible
                tally[index].filled += 1
                if tally[index].example == nil { tally[index].example = Self.example(field.value) }
            }
            for column in priceColumns { numbers.add(row[column] ?? "") }
            if let column = mapping.category, let text = row[column], !text.isEmpty { categories.add(text) }
            if let column = mapping.postedAt, let text = row[column] { dates.add(text) }
            if !row.isRagged, let column = mapping.id { ids.add(row.cell(column)) }
            record = try table.next()
        }
        for (index, name) in names.enumerated() { found[name] = tally[index] }
        (self.numbers, self.dates, lostIDs) = (numbers, dates, ids.lost)
        forms = Self.forms(mapping, numbers, dates, categories, ids)
    }

    private static func forms(
        _ mapping: ColumnMapping, _ numbers: NumberEvidence, _ dates: DateEvidence,
        _ categories: CategoryEvidence, _ ids: IDShapes
    ) -> ColumnForms {
        var forms = ColumnForms()
        forms.decimal = mapping.decimal
        numbers.forms(&forms)
        forms.dateOrder = mapping.dateOrder.flatMap(TableDate.Order.init) ?? dates.order
        var category = categories.form
        if let kind = mapping.categorySeparator.flatMap(CategoryForm.kind) {
            let stated = CategoryForm(kind: kind)
            category.kind = stated.kind
            if kind != .slash { category.compounds = [] }
        }
        if let list = mapping.categoryList { (category.list, category.isListStated) = (list, true) }
        forms.category = category
        forms.idShapes = ids.shapes.sorted()
        return forms
    }

    private static func example(_ text: String) -> String {
        let line = text.prefix(400).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > exampleLength ? line.prefix(exampleLength - 1) + "…" : String(line)
    }
}
