import Foundation
import GRDB
import SoukCatalog
import SoukSearch

/// A filter as a condition on `documents`.
struct FilterClause {
    private(set) var conditions: [String] = []
    private(set) var arguments: [(any DatabaseValueConvertible)?] = []

    /// `true` where the filter demands nothing.
    var sql: String { conditions.isEmpty ? "true" : conditions.joined(separator: " AND ") }

    var statementArguments: StatementArguments { StatementArguments(arguments) }

    /// - Parameters:
    ///   - excludedRows: Documents that hold an excluded word.
    ///   - rows: Only these; nil for all.
    init(_ filter: SearchFilter, excludedRows: [Int64], among rows: [Int64]? = nil) {
        if let rows { add("row_id IN (SELECT value FROM json_each(?))", "\(rows)") }
        if !filter.categories.isEmpty, !filter.categories.contains([]) { add(categories: filter.categories) }
        if let price = filter.minimumPrice { add(price: price, ">=", filter.priceCurrency) }
        if let price = filter.maximumPrice { add(price: price, "<=", filter.priceCurrency) }
        if let circle = filter.near { add(near: circle) }
        if let hasPhoto = filter.hasPhoto { add("has_photo = ?", hasPhoto) }
        for (attribute, values) in filter.chosen.sorted(by: { $0.key.name < $1.key.name }) {
            let keys = Set(values.map(attribute.key))
            add("\(AttributeColumns.key(attribute)) IN (SELECT value FROM json_each(?))", Self.json(keys))
        }
        if let time = filter.postedAfter { add("posted_at > ?", time) }
        if let ids = filter.ids { add("id IN (SELECT value FROM json_each(?))", Self.json(ids)) }
        if !filter.excludedIDs.isEmpty {
            add("id NOT IN (SELECT value FROM json_each(?))", Self.json(filter.excludedIDs))
        }
        if !excludedRows.isEmpty {
            add("row_id NOT IN (SELECT value FROM json_each(?))", "\(excludedRows)")
        }
    }

    private mutating func add(_ condition: String, _ values: (any DatabaseValueConvertible)...) {
        conditions.append(condition)
        arguments += values
    }

    private mutating func add(price: Int, _ comparison: String, _ currency: String?) {
        guard let currency else { return add("comparable_price \(comparison) ?", price) }
        add("comparable_price \(comparison) \(ComparablePrice.bound)", price, currency)
    }

    private mutating func add(categories: [[String]]) {
        add(
            """
            category_id IN (SELECT category_id FROM categories JOIN json_each(?) AS chosen
                ON substr(categories.path, 1, length(chosen.value)) = chosen.value)
            """, Self.json(Set(categories.map(CategoryKey.key))))
    }

    private mutating func add(near circle: SearchFilter.Circle) {
        let box = BoundingBox(circle)
        add("latitude BETWEEN ? AND ?", box.latitudes.lowerBound, box.latitudes.upperBound)
        conditions.append(
            "(" + box.longitudes.map { _ in "longitude BETWEEN ? AND ?" }.joined(separator: " OR ") + ")")
        for range in box.longitudes { arguments += [range.lowerBound, range.upperBound] }
        add(
            "\(DistanceFunction.name)(latitude, longitude, ?, ?) <= ?", circle.latitude, circle.longitude,
            circle.kilometres)
    }

    private static func json(_ values: Set<some Comparable & Encodable>) -> String {
        let data = (try? JSONEncoder().encode(values.sorted())) ?? Data("[]".utf8)
        return String(decoding: data, as: UTF8.self)
    }
}
