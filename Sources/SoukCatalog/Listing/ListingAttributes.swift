/// The columns of a table that Souk has no field for, but a use.
package struct ListingAttributes {
    package enum Field: CaseIterable {
        case condition, seller, postedAt

        /// What a listing that was handed in by itself calls it.
        var name: String {
            switch self {
            case .condition: "condition"
            case .seller: "seller"
            case .postedAt: "posted_at"
            }
        }

        /// Without case, spaces and marks, the surest first.
        var names: [String] {
            switch self {
            case .condition: ["condition", "itemcondition", "productcondition", "conditionname"]
            case .seller:
                ["seller", "sellerid", "sellername", "sellerusername", "vendor", "shop", "postedby"]
            case .postedAt:
                [
                    "postedat", "posted", "dateposted", "posteddate", "listedat", "listingdate", "createdat",
                    "created", "createtime", "datecreated", "creationdate", "publishedat", "date",
                    "timestamp",
                ]
            }
        }
    }

    private(set) var attributes: [String: String]

    package init(_ attributes: [String: String]) { self.attributes = attributes }

    package subscript(field: Field) -> String? { column(field).flatMap { attributes[$0] } }

    /// Changes what a field says, in the column that says it now; nil empties every column that could say it.
    mutating func set(_ field: Field, to value: String?) {
        if let value {
            attributes[column(field) ?? field.name] = value
        } else {
            while let column = column(field) { attributes[column] = nil }
        }
    }

    private func column(_ field: Field) -> String? {
        var columns: [String: String] = [:]
        for (column, value) in attributes.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            let name = column.lowercased().filter(\.isLetter)
            columns[name] = columns[name] ?? column
        }
        return field.names.lazy.compactMap { columns[$0] }.first
    }
}
