/// The columns of a table that Souk has no field for, but a use.
package struct ListingAttributes {
    /// What columns are called that hold the same.
    package struct Column: Sendable {
        /// What a listing that was handed in by itself calls it.
        let name: String
        /// In lower case and without anything but letters, the surest first.
        let names: [String]

        package static func attribute(_ attribute: ListingAttribute) -> Column {
            Column(name: attribute.name, names: attribute.description.columns)
        }

        package static let postedAt = Column(
            name: "posted_at",
            names: [
                "postedat", "posted", "dateposted", "posteddate", "listedat", "listingdate", "createdat",
                "created", "createtime", "datecreated", "creationdate", "publishedat", "date",
                "timestamp",
            ])
    }

    private(set) var attributes: [String: String] { didSet { columns = Self.columns(attributes) } }
    /// Of the attributes that say something: what they are called, by their names in lower case and letters alone.
    private var columns: [String: String]

    package init(_ attributes: [String: String]) {
        self.attributes = attributes
        columns = Self.columns(attributes)
    }

    package subscript(column: Column) -> String? { found(column).flatMap { attributes[$0] } }

    package subscript(attribute: ListingAttribute) -> String? { self[.attribute(attribute)] }

    /// Changes what a column says, where it is said now; nil empties every column that could say it.
    mutating func set(_ column: Column, to value: String?) {
        if let value {
            attributes[found(column) ?? column.name] = value
        } else {
            while let name = found(column) { attributes[name] = nil }
        }
    }

    private func found(_ column: Column) -> String? {
        columns.isEmpty ? nil : column.names.lazy.compactMap { columns[$0] }.first
    }

    private static func columns(_ attributes: [String: String]) -> [String: String] {
        var columns: [String: String] = [:]
        for (column, value) in attributes.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            let name = column.lowercased().filter(\.isLetter)
            columns[name] = columns[name] ?? column
        }
        return columns
    }
}
