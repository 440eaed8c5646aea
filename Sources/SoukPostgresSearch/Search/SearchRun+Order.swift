import SoukSearch

/// A page in an order, cut from all of the result set.
extension SearchRun {
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

    func ordered(_ order: ScanOrder, _ views: inout [View]) async throws -> RetrievalPage {
        var timings = RetrievalPage.Timings()
        _ = try await nearest(&views, &timings)
        let (rows, next) = try await walk(order, views)
        var found = views.map { _ in FoundRows(queries: request.vectors.count) }
        for row in rows { found[row.shard].add(row.row) }
        let start = ContinuousClock.now
        found = try await completed(found, views)
        timings.completion = (ContinuousClock.now - start) / .seconds(1)
        return RetrievalPage(
            hits: try await hits(found, in: rows.map { ($0.shard, $0.row) }), total: 0, cursor: next,
            timings: timings)
    }

    /// The listings of a page in an order.
    func scan(_ order: ScanOrder, _ fields: ListingFields) async throws -> ScanPage {
        let (rows, next) = try await walk(order, try await views())
        let wanted = Dictionary(grouping: rows, by: \.shard).mapValues { $0.map(\.row) }
        let known = try await each { number, shard in
            let found = try await shard.shard.reader(fields).read(
                rows: wanted[number] ?? [], on: shard.connection)
            return Dictionary(found.map { ($0.row, $0.listing) }, uniquingKeysWith: { first, _ in first })
        }
        return ScanPage(listings: rows.compactMap { known[$0.shard][$0.row] }, next: next)
    }

    /// The rows of a page in an order, and the cursor of the next one.
    private func walk(
        _ order: ScanOrder, _ views: [View]
    ) async throws -> (rows: ArraySlice<OrderedRow>, next: String?) {
        let walked = Walked(
            filter: request.filter, order: order,
            words: request.words.map { "\($0.text) \(request.vectors.map(\.field.rawValue))" })
        let position = try request.cursor.map { (text) throws(RetrievalError) in
            try engine.cursors.open(text, as: Position.self)
        }
        if let position, position.walked != walked {
            throw RetrievalError.cursor(reason: "it belongs to another filter, order or query")
        }
        let after = position.map { (key: $0.key, id: $0.id) }
        let rows = try await each { number, shard in
            try await shard.walk(order, views[number], after: after, number: number)
        }.flatMap { $0 }.sorted { $0 < $1 }
        let page = rows.prefix(request.limit)
        guard rows.count > page.count, let last = page.last else { return (page, nil) }
        return (
            page, try engine.cursors.seal(Position(walked: walked, key: last.key, id: last.id))
        )
    }
}
