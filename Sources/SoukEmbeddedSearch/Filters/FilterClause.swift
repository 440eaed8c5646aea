import SoukCatalog
import Foundation
import GRDB
import SoukSearch

/// A filter as a condition on `documents`.
struct FilterClause {
    private(set) var conditions: [String] = []
    private(set) var arguments: [(any DatabaseValueConvertible)?] = []

    /// `true` where the filter demands nothing.
    var sql: String { conditions.isEmpty ? "true" : conditions.joined(separator: " AND ") }

    var statementArguments: StatementArguments { StatementArguments(arguments) }

    /// - Parameter excludedRows: Documents that hold an excluded word.
    init(_ filter: SearchFilter, excludedRows: [Int64]) {
        if let category = filter.category, !category.isEmpty { add(category: category) }
        if let price = filter.minimumPrice { add(price: price, ">=", filter.priceCurrency) }
        if let price = filter.maximumPrice { add(price: price, "<=", filter.priceCurrency) }
        if let circle = filter.near { add(near: circle) }
        if let hasPhoto = filter.hasPhoto { add("has_photo = ?", hasPhoto) }
        if let condition = filter.condition { add("condition = ?", condition) }
        if let seller = filter.seller { add("seller = ?", seller) }
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

    private mutating func add(category: [String]) {
        let key = CategoryKey.key(category)
        add(
            "category_id IN (SELECT category_id FROM categories WHERE substr(path, 1, length(?)) = ?)",
            key, key)
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

    private static func json(_ ids: Set<ListingID>) -> String {
        let data = (try? JSONEncoder().encode(ids.sorted())) ?? Data("[]".utf8)
        return String(decoding: data, as: UTF8.self)
    }
}
