import SoukCatalog
import SoukSearch

/// Counts facets: those under the same conditions in one pass.
struct FacetCounter {
    let filter: SearchFilter
    let request: FacetRequest
    let conditions: FilterConditions
    let results: ResultSet
    let connection: PostgresConnection
    let deadline: ContinuousClock.Instant?

    /// What is counted by one expression, and the filter's own condition on it.
    private struct Dimension {
        var sql: String
        var dropOwn: (inout SearchFilter) -> Void
    }

    private typealias Group = (value: String?, count: Int)

    func counts() async throws -> FacetCounts {
        let bounds = request.priceBounds
        let cases = bounds.enumerated().map { "WHEN l.comparable_price < \($1) THEN \($0)" }
        let bucket = """
            CASE WHEN l.comparable_price IS NULL THEN -1 \(cases.joined(separator: " ")) ELSE \(bounds.count) END
            """
        let own: [Dimension] = [
            Dimension(sql: "0") { _ in },
            Dimension(sql: "l.category") { $0.categories = [] },
            Dimension(sql: bounds.isEmpty ? Self.onlyBucket : bucket) {
                ($0.minimumPrice, $0.maximumPrice) = (nil, nil)
            },
            Dimension(sql: "l.has_photo::int") { $0.hasPhoto = nil },
            Dimension(sql: "l.town") { $0.near = nil },
        ]
        let columns = AttributeColumn.all
        let groups = try await count(
            own
                + columns.map { column in
                    Dimension(sql: "l.\(column.value)") { $0.attributes[column.attribute] = nil }
                })
        var attributes: [ListingAttribute: [FacetCounts.Value]] = [:]
        for (column, spellings) in zip(columns, groups[own.count...]) {
            let values = spellings.map { FacetCounts.Value(value: $0.value, count: $0.count) }
            attributes[column.attribute] = column.attribute.facet(values, limit: request.limit)
        }
        return FacetCounts(
            total: groups[0].reduce(0) { $0 + $1.count }, categories: Self.categories(groups[1]),
            prices: prices(groups[2]), attributes: attributes,
            towns: Self.sorted(groups[4], limit: request.limit),
            withPhoto: groups[3].first { $0.value == "1" }?.count ?? 0,
            withoutPhoto: groups[3].first { $0.value == "0" }?.count ?? 0)
    }

    private static let onlyBucket = "CASE WHEN l.comparable_price IS NULL THEN -1 ELSE 0 END"

    /// The groups of each dimension.
    private func count(_ dimensions: [Dimension]) async throws -> [[Group]] {
        var passes: [(filter: SearchFilter, dimensions: [Int])] = []
        for (place, dimension) in dimensions.enumerated() {
            var own = filter
            dimension.dropOwn(&own)
            if let pass = passes.firstIndex(where: { $0.filter == own }) {
                passes[pass].dimensions.append(place)
            } else {
                passes.append((own, [place]))
            }
        }
        var groups = [[Group]](repeating: [], count: dimensions.count)
        for pass in passes {
            var sql = SQLBuilder()
            guard let found = results.condition(&sql) else { continue }
            let matching = "\(conditions.sql(pass.filter, &sql)) AND \(found)"
            let columns = pass.dimensions.map { "\(dimensions[$0].sql) AS d\($0)" }.joined(separator: ", ")
            let names = pass.dimensions.map { "d\($0)" }
            let sets = names.map { "(\($0))" }.joined(separator: ", ")
            let shown = names.map { "\($0)::text" }.joined(separator: ", ")
            let rows = try await connection.run(
                """
                SELECT GROUPING(\(names.joined(separator: ", "))), count(*), \(shown)
                FROM (SELECT \(columns) FROM \(conditions.schema.listings) l WHERE \(matching)) counted
                GROUP BY GROUPING SETS (\(sets))
                """, sql.parameters, until: deadline)
            for row in rows.map({ $0 }) {
                // Of the bits of GROUPING, the one that is 0 is the dimension of this row.
                let bits = row.int(0) ?? 0
                let last = pass.dimensions.count - 1
                guard let place = (0...last).first(where: { bits >> (last - $0) & 1 == 0 }) else { continue }
                groups[pass.dimensions[place]].append((row.text(2 + place), row.int(1) ?? 0))
            }
        }
        return groups
    }

    private static func categories(_ groups: [Group]) -> [FacetCounts.Category] {
        var counts: [[String]: Int] = [:]
        for group in groups {
            let path = CategoryKey.path(group.value ?? "")
            for level in path.indices { counts[Array(path[...level]), default: 0] += group.count }
        }
        return counts.map { FacetCounts.Category(path: $0.key, count: $0.value) }
            .sorted { ($1.count, CategoryKey.key($0.path)) < ($0.count, CategoryKey.key($1.path)) }
    }

    private func prices(_ groups: [Group]) -> [FacetCounts.PriceBucket] {
        var counts: [Int: Int] = [:]
        for group in groups { counts[group.value.flatMap { Int($0) } ?? -1, default: 0] += group.count }
        let edges = [0] + request.priceBounds
        let priced = edges.indices.map { place in
            FacetCounts.PriceBucket(
                from: edges[place], below: place + 1 < edges.count ? edges[place + 1] : nil,
                count: counts[place] ?? 0)
        }
        return priced + [.init(from: nil, below: nil, count: counts[-1] ?? 0)]
    }

    private static func sorted(_ groups: [Group], limit: Int) -> [FacetCounts.Value] {
        let values = groups.map { FacetCounts.Value(value: $0.value, count: $0.count) }
            .sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
        return values.filter { $0.value != nil }.prefix(limit) + values.filter { $0.value == nil }
    }
}
