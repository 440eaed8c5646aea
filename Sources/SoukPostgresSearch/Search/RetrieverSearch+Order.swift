import SoukSearch

/// A page in an order, cut from all of the result set.
extension RetrieverSearch {
    /// What a page is cut from.
    private struct Walked: Codable, Equatable {
        var filter: SearchFilter
        var order: ScanOrder
        /// The words that every listing holds one of; nil where none are asked for.
        var words: String?
    }

    /// The last listing of a page.
    private struct Position: Codable {
        var walked: Walked
        var key: Double
        var id: String
    }

    func ordered(_ order: ScanOrder, _ view: inout View) async throws -> RetrievalPage {
        var timings = RetrievalPage.Timings()
        _ = try await nearest(&view, &timings)
        let (rows, next) = try await walk(order, view)
        var found = FoundRows(queries: request.vectors.count)
        for row in rows { found.add(row) }
        let start = ContinuousClock.now
        try await complete(&found, view)
        timings.completion = (ContinuousClock.now - start) / .seconds(1)
        return RetrievalPage(
            hits: try await hits(found, in: rows), total: 0, cursor: next, timings: timings)
    }

    /// The rows of a page in an order, and the cursor of the next one.
    func walk(_ order: ScanOrder, _ known: View? = nil) async throws -> (rows: [Int], next: String?) {
        let view: View
        if let known { view = known } else { view = try await self.view() }
        let walked = Walked(
            filter: request.filter, order: order,
            words: request.words.map { "\($0.text) \(request.vectors.map(\.field.rawValue))" })
        let position = try request.cursor.map { (text) throws(RetrievalError) in
            try engine.cursors.open(text, as: Position.self)
        }
        if let position, position.walked != walked {
            throw RetrievalError.cursor(reason: "it belongs to another filter, order or query")
        }
        var sql = SQLBuilder()
        guard let condition = member(view, &sql) else { return ([], nil) }
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
        let page = (0..<min(rows.count, request.limit)).map { rows[$0] }
        guard rows.count > request.limit, let last = page.last, let id = last.text(1) else {
            return (page.map { $0.int(0) ?? 0 }, nil)
        }
        let next = Position(walked: walked, key: last.double(2) ?? 0, id: id)
        return (page.map { $0.int(0) ?? 0 }, try engine.cursors.seal(next))
    }
}
