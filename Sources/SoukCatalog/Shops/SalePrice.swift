import Foundation

/// Which of a regular and a sale price is asked now.
struct SalePrice {
    /// As the table writes it.
    let text: String
    /// Whether a sale price stands there and is not taken.
    let isLeftOut: Bool

    init(_ row: TableRecord, _ mapping: ColumnMapping, now: Int = Int(Date().timeIntervalSince1970)) {
        let (regular, sale) = (row.cell(mapping.price), row.cell(mapping.salePrice))
        guard !sale.isEmpty else {
            (text, isLeftOut) = (regular, false)
            return
        }
        let form = NumberForm(decimal: mapping.decimal?.unicodeScalars.first)
        let asked = PriceText(sale, form: form).price?.amount
        let usual = PriceText(regular, form: form).price?.amount
        let isLower = asked.map { asked in asked > 0 && usual.map { asked < $0 } ?? true } ?? false
        let isOn = Self.isOn(mapping.saleDates.map(row.cell), now: now)
        text = isLower && isOn ? sale : regular
        isLeftOut = !isLower && asked != usual && !regular.isEmpty && asked != 0
    }

    /// Whether a sale is on: `from`, `until`, both in one text with a slash between, or nothing known.
    private static func isOn(_ dates: [String], now: Int) -> Bool {
        let parts = dates.count == 1 ? dates[0].components(separatedBy: "/") : dates
        let from = parts.first.flatMap { TableDate($0)?.seconds }
        let until = parts.dropFirst().first.flatMap { TableDate($0) }
        return (from.map { $0 <= now } ?? true) && (until.map { $0.end >= now } ?? true)
    }
}
