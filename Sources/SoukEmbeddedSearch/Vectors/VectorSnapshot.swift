import SoukSearch

/// What a vector store holds at one moment. It never changes, whatever the store does afterwards.
struct VectorSnapshot: Sendable {
    struct Layer: Sendable {
        let segment: VectorSegment
        let graph: VectorGraph?
        /// Rows of the segment that newer layers replace or remove.
        var hidden = RowSet()

        var count: Int { segment.count - hidden.count }
    }

    let dimensions: Int
    /// The oldest first.
    private(set) var layers: [VectorField: [Layer]]

    init(dimensions: Int, layers: [VectorField: [Layer]]) {
        self.dimensions = dimensions
        self.layers = layers.mapValues(Self.hidingOldRows)
    }

    private static func hidingOldRows(_ layers: [Layer]) -> [Layer] {
        var newer = RowSet()
        var result: [Layer] = []
        for layer in layers.reversed() {
            let hidden = newer.isEmpty ? RowSet() : layer.segment.rowSet.intersection(newer)
            result.append(Layer(segment: layer.segment, graph: layer.graph, hidden: hidden))
            newer.formUnion(layer.segment.rowSet)
            newer.formUnion(layer.segment.removed)
        }
        return result.reversed()
    }

    func count(_ field: VectorField) -> Int {
        layers[field, default: []].reduce(0) { $0 + $1.count }
    }

    func vector(_ row: Int64, _ field: VectorField) -> [Float]? {
        for layer in layers[field, default: []].reversed() {
            if let place = layer.segment.place(of: row) {
                return layer.segment.withVector(at: place) { Array($0) }
            }
            if layer.segment.removed.contains(row) { return nil }
        }
        return nil
    }

    /// Of a row with the query; nil where the row has no vector of the field.
    func similarity(of row: Int64, to query: VectorQuery, _ field: VectorField) -> Float? {
        for layer in layers[field, default: []].reversed() {
            if let place = layer.segment.place(of: row) {
                return query.similarity(to: place, of: layer.segment)
            }
            if layer.segment.removed.contains(row) { return nil }
        }
        return nil
    }

    /// What is wrong with the files; what searches need of them was read whole.
    var faults: [String] { layers.values.joined().compactMap(\.segment.fault) }

    /// All rows at or above a similarity; looks at every vector.
    func rows(near query: VectorQuery, field: VectorField, atLeast least: Float) -> RowSet {
        var rows = RowSet()
        for layer in layers[field, default: []] where layer.count > 0 {
            let segment = layer.segment
            let error = query.codeError(in: segment)
            SegmentScan(segment: segment, hidden: layer.hidden, query: query).run(
                allowed: nil, wanted: 0,
                { place, score in
                    if score >= least + error || query.similarity(to: place, of: segment) >= least {
                        rows.insert(segment.rows[place])
                    }
                }, threshold: { (least - error).nextDown })
        }
        return rows
    }

    /// The best first; of equals, the older row.
    func search(
        _ query: VectorQuery, field: VectorField, allowed: RowSet?, limit: Int, plan: VectorPlan
    ) -> [VectorHit] {
        let layers = layers[field, default: []]
        let wanted = min(limit, allowed?.count ?? .max, count(field))
        guard wanted > 0 else { return [] }
        let error = layers.map { query.codeError(in: $0.segment) }.max() ?? 0
        var best = TopCandidates<(layer: Int, place: Int)>(capacity: plan.candidates(wanted))
        // What is worse than so many by more than two errors is none of them.
        var first = TopCandidates<Void>(capacity: wanted)
        for (number, layer) in layers.enumerated() where layer.count > 0 {
            LayerSearch(layer: layer, query: query, plan: plan, allowed: allowed).run(
                wanted: wanted, candidates: best.capacity,
                threshold: { max(best.threshold, (first.threshold - 2 * error).nextDown) }
            ) { place, score in
                best.insert((number, place), score: score)
                if score > first.threshold { first.insert((), score: score) }
            }
        }
        return Array(
            scored(best.entries, layers, query, wanted, error)
                .sorted { ($1.similarity, $0.rowID) < ($0.similarity, $1.rowID) }.prefix(wanted))
    }

    /// Candidates scored in full, without those that cannot be among the best so many any more.
    ///
    /// - Parameter error: how far their scores may be off.
    private func scored(
        _ candidates: [(score: Float, item: (layer: Int, place: Int))], _ layers: [Layer],
        _ query: VectorQuery, _ wanted: Int, _ error: Float
    ) -> [VectorHit] {
        var hits: [VectorHit] = []
        var best = TopCandidates<Void>(capacity: wanted)
        for candidate in candidates.sorted(by: { $0.score > $1.score }) {
            if candidate.score + error < best.threshold { break }
            let (segment, place) = (layers[candidate.item.layer].segment, candidate.item.place)
            let similarity = query.similarity(to: place, of: segment)
            if similarity > best.threshold { best.insert((), score: similarity) }
            hits.append(VectorHit(rowID: segment.rows[place], similarity: similarity))
        }
        return hits
    }
}
