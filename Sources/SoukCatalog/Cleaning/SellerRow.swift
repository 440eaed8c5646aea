/// A record seen through a mapping.
struct SellerRow {
    let record: TableRecord
    let mapping: ColumnMapping

    /// The text of a column; empty where the table or the row has none. Where a row has `"price": 5` and others
    /// `"price": {"amount": 5}`, the column `price.amount` is its `price`.
    func text(_ column: String?) -> String {
        guard let column else { return "" }
        var name = Substring(column)
        while true {
            if let value = record[String(name)], !value.isEmpty {
                return Self.missing.contains(value) ? "" : value
            }
            guard column.contains("."), let end = name.lastIndex(of: ".") else { return "" }
            name = name[..<end]
            if name.hasSuffix("[]") { name = name.dropLast(2) }
        }
    }

    var location: String { text(mapping.location) }

    /// The price as written; where its column is empty, that of another column named like a price
    /// (shops leave `discounted_price` empty where only `retail_price` holds).
    var price: String {
        let written = text(mapping.price)
        guard mapping.price != nil, written.trimmingWhitespace().isEmpty else { return written }
        let mapped = Set(mapping.mappedColumns)
        let others = record.fields.compactMap { field -> (rank: Int, value: String)? in
            guard !mapped.contains(field.name), !field.value.trimmingWhitespace().isEmpty,
                !Self.missing.contains(field.value), let rank = ListingField.price.rank(of: field.name)
            else { return nil }
            return (rank, field.value)
        }
        return others.min { $0.rank < $1.rank }?.value ?? written
    }

    /// What no field of a listing takes up, without nameless columns and empty texts.
    var attributes: [String: String] {
        let taken = mapping.fieldColumns
        var result: [String: String] = [:]
        for (index, field) in record.fields.enumerated() where !taken.contains(field.name) {
            guard !field.value.isEmpty, field.name != "column \(index + 1)",
                !field.value.trimmingWhitespace().isEmpty
            else { continue }
            result[field.name] = field.value
        }
        guard let column = mapping.condition, let condition = result[column] else { return result }
        var attributes = ListingAttributes(result)
        attributes.set(.attribute(.condition), to: ConditionText.words(condition))
        return attributes.attributes
    }

    /// What programs write where there is nothing.
    private static let missing: Set<String> = ["NaN", "nan", "NULL", "null", "None", "N/A", "#N/A", "<NA>"]
}

extension ColumnMapping {
    /// Whether a column tells what is sold: an id is derived from these.
    func isContent(_ column: String) -> Bool {
        column != id && [title, description, price, category, location].contains(column)
    }
}
