import SoukSearch

/// Reads listings with the fields that are asked for.
struct ListingReader: Sendable {
    let schema: GenerationSchema
    let fields: ListingFields
    private let vectors: [VectorField]

    /// - Parameter known: the fields that the generation has vectors of.
    init(schema: GenerationSchema, fields: ListingFields, known: [VectorField] = []) {
        (self.schema, self.fields) = (schema, fields)
        vectors = VectorField.allCases.filter { known.contains($0) && fields.vectorFields.contains($0) }
    }

    struct Found: Sendable {
        var row: Int
        var listing: IndexedListing
    }

    func read(
        _ ids: [String], on connection: PostgresConnection, until deadline: ContinuousClock.Instant? = nil
    ) async throws -> [Found] {
        try await read("l.id = ANY ($1)", "ids", .texts(ids), connection, deadline)
    }

    func read(
        rows: [Int], on connection: PostgresConnection, until deadline: ContinuousClock.Instant? = nil
    ) async throws -> [Found] {
        try await read("l.row_id = ANY ($1)", "rows", .ints(rows), connection, deadline)
    }

    private func read(
        _ condition: String, _ kind: String, _ value: PostgresValue, _ connection: PostgresConnection,
        _ deadline: ContinuousClock.Instant?
    ) async throws -> [Found] {
        let description = fields.contains(.description) ? "t.description" : "''"
        let columns = vectors.map { "v_\($0.rawValue).vector" }
        let joins = vectors.map {
            "LEFT JOIN \(schema.vectors($0)) v_\($0.rawValue) ON v_\($0.rawValue).row_id = l.row_id"
        }
        let attributes = AttributeColumn.all.map { "l.\($0.value)" }
        let rows = try await connection.run(
            """
            SELECT \((["l.row_id, l.id, t.title, \(description), l.category, l.price, l.currency, l.town",
                "l.latitude, l.longitude, l.has_photo, l.posted_at, l.group_id, l.content_hash"]
                + attributes + columns).joined(separator: ", "))
            FROM \(schema.listings) l JOIN \(schema.texts) t ON t.row_id = l.row_id
            \(joins.joined(separator: "\n")) WHERE \(condition)
            """, [value], name: "\(schema.name) \(kind) \(fields.rawValue)", until: deadline)
        var paths = CategoryPaths()
        return rows.map { found($0, &paths) }
    }

    private static let firstAttribute = 14

    private func found(_ row: PostgresRow, _ paths: inout CategoryPaths) -> Found {
        var listing = IndexedListing(
            id: row.text(1) ?? "", title: row.text(2) ?? "", description: row.text(3) ?? "",
            categoryPath: paths[row.text(4) ?? ""], price: row.int(5), currency: row.text(6),
            town: row.text(7), latitude: row.double(8), longitude: row.double(9),
            hasPhoto: row.bool(10) ?? false, postedAt: row.int(11), group: row.int(12),
            contentHash: row.text(13))
        AttributeColumn.read(row, from: Self.firstAttribute, into: &listing)
        let first = Self.firstAttribute + AttributeColumn.all.count
        for (place, field) in vectors.enumerated() { listing.vectors[field] = row.halfVector(first + place) }
        return Found(row: row.int(0) ?? 0, listing: listing)
    }
}

extension AttributeColumn {
    /// Reads the values of `all`, in their order.
    static func read(_ row: PostgresRow, from column: Int, into listing: inout IndexedListing) {
        for (place, one) in all.enumerated() { listing.attributes[one.attribute] = row.text(column + place) }
    }
}
