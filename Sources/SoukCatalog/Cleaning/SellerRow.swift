/// A record seen through a mapping.
struct SellerRow {
    let record: TableRecord
    let mapping: ColumnMapping

    /// The text of a column; empty where the table or the row has none.
    func text(_ column: String?) -> String {
        guard let column, let value = record[column] else { return "" }
        return Self.missing.contains(value) ? "" : value
    }

    var location: String { text(mapping.location) }

    /// The price as written; where its column is empty, that of another column named like a price
    /// (shops leave `discounted_price` empty where only `retail_price` holds).
    var price: String {
        let written = text(mapping.price)
        guard mapping.price != nil, written.trimmingWhitespace().isEmpty else { return written }
        let others = record.fields.map(\.name).filter { !mapping.mappedColumns.contains($0) }
        for synonym in ListingField.price.synonyms {
            for column in others where ColumnName.key(column) == synonym {
                let other = text(column)
                if !other.trimmingWhitespace().isEmpty { return other }
            }
        }
        return written
    }

    /// What no field of a listing takes up, without nameless columns and empty texts.
    var attributes: [String: String] {
        var result: [String: String] = [:]
        for (index, field) in record.fields.enumerated() where !mapping.mappedColumns.contains(field.name) {
            guard field.name != "column \(index + 1)", !field.value.trimmingWhitespace().isEmpty else {
                continue
            }
            result[field.name] = field.value
        }
        return result
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
