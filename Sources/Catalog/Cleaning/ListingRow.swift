/// A record seen through a mapping.
struct ListingRow {
    let record: TableRecord
    let mapping: ColumnMapping

    /// The column's value; "" when there is no such column or value.
    func value(_ column: String?) -> String { column.flatMap { record[$0] } ?? "" }

    /// Trimmed values of the columns that Souk has no field for; empty ones are left out.
    var attributes: [String: String] {
        var attributes: [String: String] = [:]
        let isAttribute = mapping.attributeTest
        for field in record.fields where isAttribute(field.name) {
            let value = field.value.trimmingWhitespace()
            if !value.isEmpty { attributes[field.name] = value }
        }
        return attributes
    }

    /// An id that the same content always gets (FNV-1a, 64 bits).
    var contentID: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
        for field in record.fields where !field.name.isEmpty {
            field.name.utf8.forEach(mix)
            mix(0x1F)
            field.value.utf8.forEach(mix)
            mix(0x1E)
        }
        let digits = String(hash, radix: 16)
        return "row-" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
