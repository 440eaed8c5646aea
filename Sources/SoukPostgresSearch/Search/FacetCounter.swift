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

    /// A value of a dimension, and how many listings have it.
    struct Group: Sendable {
        var value: String?
        var count: Int
    }

    private static let columns = AttributeColumn.all

    /// The groups of each dimension: what a shard counts.
    func groups() async throws -> [[Group]] {
        try await count(dimensions)
    }

    private var dimensions: [Dimension] {
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
        return own
            + Self.columns.map { column in
                Dimension(sql: "l.\(column.value)") { $0.attributes[column.attribute] = nil }
            }
    }

    /// What the groups of all shards say together.
    static func counts(_ shards: [[[Group]]], _ request: FacetRequest) -> FacetCounts {
        let groups = shards[0].indices.map { dimension in merged(shards.map { $0[dimension] }) }
        let others = groups.count - columns.count
        var attributes: [ListingAttribute: [FacetCounts.Value]] = [:]
        for (column, spellings) in zip(columns, groups[others...]) {
            let values = spellings.map { FacetCounts.Value(value: $0.value, count: $0.count) }
            attributes[column.attribute] = column.attribute.facet(values, limit: request.limit)
        }
        return FacetCounts(
            total: groups[0].reduce(0) { $0 + $1.count }, categories: categories(groups[1]),
            prices: prices(groups[2], request.priceBounds), attributes: attributes,
            towns: sorted(groups[4], limit: request.limit),
            withPhoto: groups[3].first { $0.value == "1" }?.count ?? 0,
            withoutPhoto: groups[3].first { $0.value == "0" }?.count ?? 0)
    }

    private static func merged(_ shards: [[Group]]) -> [Group] {
        guard shards.count > 1 else { return shards[0] }
        var counts: [[UInt8]?: Int] = [:]
        for group in shards.joined() { counts[group.value.map { Array($0.utf8) }, default: 0] += group.count }
        return counts.map {
            Group(value: $0.key.map { String(decoding: $0, as: UTF8.self) }, count: $0.value)
        }
    }

    private static let onlyBucket = "CASE WHEN l.comparable_price IS NULL THEN -1 ELSE 0 END"

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
                groups[pass.dimensions[place]].append(
                    Group(value: row.text(2 + place), count: row.int(1) ?? 0))
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

    private static func prices(_ groups: [Group], _ bounds: [Int]) -> [FacetCounts.PriceBucket] {
        var counts: [Int: Int] = [:]
        for group in groups { counts[group.value.flatMap { Int($0) } ?? -1, default: 0] += group.count }
        let edges = [0] + bounds
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
