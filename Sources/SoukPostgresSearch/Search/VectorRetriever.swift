import SoukSearch

/// The nearest vectors of one field among the listings that fulfil a condition.
///
/// How it looks is decided here, never by the server's planner: each vector is compared where the condition leaves few
/// listings or no graph was built; otherwise the graph is walked until enough of what it finds matches.
struct VectorRetriever {
    let schema: GenerationSchema
    /// What the listings must fulfil, and how many do.
    let condition: (inout SQLBuilder) -> String?
    let matching: Int
    let hasGraph: Bool
    let connection: PostgresConnection
    let deadline: ContinuousClock.Instant?

    /// Comparing so many vectors takes about as long as walking the graph.
    static let exactLimit = 5_000
    /// The widest search that pgvector allows.
    private static let widest = 1_000

    struct Found {
        var hits: [(row: Int, similarity: Double)]
        var isExact: Bool
    }

    func nearest(_ query: RetrievalRequest.VectorQuery, limit: Int) async throws -> Found {
        if hasGraph, matching > Self.exactLimit, limit <= Self.widest {
            let found = try await walk(query, limit)
            // A walk that ends early is not handed on as if there were no more.
            if found.count == limit { return Found(hits: found, isExact: false) }
        }
        return Found(hits: try await compare(query, limit), isExact: true)
    }

    /// Adding 0 keeps the server from taking the graph.
    private func compare(
        _ query: RetrievalRequest.VectorQuery, _ limit: Int
    ) async throws -> [(row: Int, similarity: Double)] {
        var sql = SQLBuilder()
        let vector = sql.bind(.halfVector(query.vector))
        return try await run(
            query, limit, vector: vector, order: "(v.vector <#> \(vector)::halfvec) + 0", &sql)
    }

    private func walk(
        _ query: RetrievalRequest.VectorQuery, _ limit: Int
    ) async throws -> [(row: Int, similarity: Double)] {
        try await set([
            "enable_sort": "off", "hnsw.ef_search": "\(max(100, limit))",
            "hnsw.iterative_scan": "strict_order",
        ])
        var sql = SQLBuilder()
        let vector = sql.bind(.halfVector(query.vector))
        let found = try await run(
            query, limit, vector: vector, order: "v.vector <#> \(vector)::halfvec", &sql)
        try await set(["enable_sort": "on"])
        return found
    }

    private func set(_ settings: [String: String]) async throws {
        let calls = settings.sorted { $0.key < $1.key }.map { "set_config('\($0.key)', '\($0.value)', true)" }
        try await connection.run("SELECT \(calls.joined(separator: ", "))", until: deadline)
    }

    private func run(
        _ query: RetrievalRequest.VectorQuery, _ limit: Int, vector: String, order: String,
        _ sql: inout SQLBuilder
    ) async throws -> [(row: Int, similarity: Double)] {
        guard let condition = condition(&sql) else { return [] }
        let join = condition == "true" ? "" : "JOIN \(schema.listings) l ON l.row_id = v.row_id"
        let rows = try await connection.run(
            """
            SELECT v.row_id, -(v.vector <#> \(vector)::halfvec) FROM \(schema.vectors(query.field)) v \(join)
            WHERE \(condition) ORDER BY \(order) LIMIT \(sql.bind(.int(limit)))
            """, sql.parameters, until: deadline)
        return rows.map { ($0.int(0) ?? 0, $0.double(1) ?? 0) }
            .sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }
    }
}
