import SoukSearch

/// A listing's place in an order: by its key, then by its id.
struct OrderedRow: Sendable {
    /// Of the shard.
    var shard: Int
    var row: Int
    var key: Double
    var id: String

    static func < (left: OrderedRow, right: OrderedRow) -> Bool {
        left.key == right.key
            ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8) : left.key < right.key
    }
}

extension RetrieverSearch {
    /// The rows of the result set in an order, from a place on; one more than the page holds, where there are so many.
    func walk(
        _ order: ScanOrder, _ view: View, after position: (key: Double, id: String)?, number: Int
    ) async throws -> [OrderedRow] {
        var sql = SQLBuilder()
        guard let condition = member(view, &sql) else { return [] }
        let key = try order.key(request.filter, &sql)
        var seek = "true"
        if let position {
            let id = sql.bind(.text(position.id))
            seek =
                order == .id
                ? "l.id > \(id)" : "(\(key), l.id) > (\(sql.bind(.double(position.key))), \(id))"
        }
        let rows = try await connection.run(
            """
            SELECT l.row_id, l.id, \(key) FROM \(schema.listings) l WHERE \(condition) AND \(seek)
            ORDER BY \(order == .id ? "l.id" : "3, l.id") LIMIT \(sql.bind(.int(request.limit + 1)))
            """, sql.parameters, until: deadline)
        return rows.map {
            OrderedRow(
                shard: number, row: $0.int(0) ?? 0, key: $0.double(2) ?? 0, id: $0.text(1) ?? "")
        }
    }
}
