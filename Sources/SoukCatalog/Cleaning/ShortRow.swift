/// A row whose last cells were left out, as Excel and others write rows that end in empty cells.
enum ShortRow {
    /// Fills the row up where the cells that are there fit their columns; leaves it ragged otherwise.
    static func fill(_ record: inout TableRecord, mapping: ColumnMapping, forms: ColumnForms) {
        guard let width = record.width, record.fields.count < width, fits(record, mapping, forms) else {
            return
        }
        let missing = width - record.fields.count
        record.isRagged = false
        record.problem =
            "\(record.fields.count) of \(width) cells, the last \(missing == 1 ? "one is" : "\(missing) are") taken as empty"
    }

    /// Whether the row begins as the others do: with an id of a usual form and a title, and with a price that is one.
    private static func fits(_ record: TableRecord, _ mapping: ColumnMapping, _ forms: ColumnForms) -> Bool {
        guard !record.cell(mapping.title ?? mapping.description).isEmpty else { return false }
        if let column = mapping.id {
            let id = record.cell(column)
            guard !id.isEmpty, forms.idShapes.isEmpty || forms.idShapes.contains(IDShapes.shape(id)) else {
                return false
            }
        }
        guard let column = mapping.price, let price = record[column], !price.trimmingWhitespace().isEmpty
        else {
            return true
        }
        return PriceText(price).rule != .priceUnreadable
    }
}
