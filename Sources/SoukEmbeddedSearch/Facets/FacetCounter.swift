import GRDB
import SoukCatalog
import SoukSearch

/// Counts facets by SQL, each under the filter's other conditions.
struct FacetCounter {
    let db: Database
    let filter: SearchFilter
    let request: FacetRequest
    /// Documents that hold one of the filter's excluded words.
    let excludedRows: [Int64]
    /// Only these count; nil for all.
    let rows: [Int64]?

    func counts() throws -> FacetCounts {
        let photos = try groups("has_photo") { $0.hasPhoto = nil }
        return FacetCounts(
            total: try total(), categories: try categories(), prices: try prices(),
            attributes: try attributes(), towns: try towns(),
            withPhoto: photos.first { $0.value == "1" }?.count ?? 0,
            withoutPhoto: photos.first { $0.value == "0" }?.count ?? 0)
    }

    private func total() throws -> Int {
        let clause = FilterClause(filter, excludedRows: excludedRows, among: rows)
        return try Int.fetchOne(
            db, sql: "SELECT count(*) FROM documents WHERE \(clause.sql)",
            arguments: clause.statementArguments)
            ?? 0
    }

    private func categories() throws -> [FacetCounts.Category] {
        var counts: [[String]: Int] = [:]
        let key = "(SELECT path FROM categories WHERE categories.category_id = documents.category_id)"
        for group in try groups("category_id", shown: key, dropping: { $0.categories = [] }) {
            let path = CategoryKey.path(group.value ?? "")
            for level in 1...max(1, path.count) where level <= path.count {
                counts[Array(path.prefix(level)), default: 0] += group.count
            }
        }
        return counts.map { FacetCounts.Category(path: $0.key, count: $0.value) }
            .sorted { ($1.count, CategoryKey.key($0.path)) < ($0.count, CategoryKey.key($1.path)) }
    }

    private func prices() throws -> [FacetCounts.PriceBucket] {
        let bounds = request.priceBounds
        let cases = bounds.enumerated().map { "WHEN comparable_price < \($1) THEN \($0)" }.joined(
            separator: " ")
        let bucket = "CASE WHEN comparable_price IS NULL THEN -1 \(cases) ELSE \(bounds.count) END"
        let groups = try groups(bucket) { filter in
            filter.minimumPrice = nil
            filter.maximumPrice = nil
        }
        let counts = Dictionary(groups.map { ($0.value, $0.count) }) { $0 + $1 }
        let edges = [0] + bounds
        let priced = edges.indices.map { index in
            FacetCounts.PriceBucket(
                from: edges[index], below: index < bounds.count ? bounds[index] : nil,
                count: counts[String(index)] ?? 0)
        }
        return priced + [FacetCounts.PriceBucket(from: nil, below: nil, count: counts["-1"] ?? 0)]
    }

    private func attributes() throws -> [ListingAttribute: [FacetCounts.Value]] {
        var facets: [ListingAttribute: [FacetCounts.Value]] = [:]
        for attribute in ListingAttribute.allCases {
            let spellings = try groups(AttributeColumns.value(attribute)) { $0.attributes[attribute] = nil }
            facets[attribute] = attribute.facet(spellings, limit: request.limit)
        }
        return facets
    }

    private func towns() throws -> [FacetCounts.Value] {
        let groups = try groups("town") { $0.near = nil }
            .sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
        let named = groups.filter { $0.value != nil }.prefix(request.limit)
        return named + groups.filter { $0.value == nil }
    }

    private func groups(
        _ expression: String, shown: String? = nil, dropping condition: (inout SearchFilter) -> Void
    ) throws -> [FacetCounts.Value] {
        var filter = filter
        condition(&filter)
        let clause = FilterClause(filter, excludedRows: excludedRows, among: rows)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT CAST(\(shown ?? expression) AS TEXT) AS value, count(*) AS count FROM documents
                WHERE \(clause.sql) GROUP BY \(expression)
                """, arguments: clause.statementArguments
        ).map { FacetCounts.Value(value: $0["value"], count: $0["count"]) }
    }
}
