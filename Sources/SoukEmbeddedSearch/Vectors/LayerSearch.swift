import SoukSearch

/// Finds candidates in one layer: by its graph where it has one and many rows are wanted, else by a scan.
struct LayerSearch {
    let layer: VectorSnapshot.Layer
    let query: VectorQuery
    let plan: VectorPlan
    let allowed: RowSet?

    /// - Parameters:
    ///   - wanted: results.
    ///   - candidates: rows that a graph has to lead to.
    func run(
        wanted: Int, candidates: Int, threshold: () -> Float, _ offer: (_ place: Int, _ score: Float) -> Void
    ) {
        let scan = SegmentScan(segment: layer.segment, hidden: layer.hidden, query: query)
        if let graph = layer.graph, let places = places(in: graph, candidates: candidates) {
            scan.score(places, offer, threshold: threshold)
        } else {
            scan.run(allowed: allowed, wanted: wanted, offer, threshold: threshold)
        }
    }

    /// Allowed rows near the query. The fewer are allowed, the wider the search; nil where a scan is better.
    private func places(in graph: VectorGraph, candidates: Int) -> [UInt32]? {
        let matching =
            allowed.map { layer.segment.rowSet.intersection($0).subtracting(layer.hidden).count }
            ?? layer.count
        guard matching > plan.exactLimit else { return nil }
        let share = Double(matching) / Double(layer.segment.count)
        var breadth = Int(Double(max(plan.graphBreadth, candidates)) / share)
        while breadth < layer.segment.count / 8 {
            let places = graph.nearest(query, breadth: breadth).filter(isWanted)
            if places.count >= candidates { return places }
            breadth *= 2
        }
        return nil
    }

    private func isWanted(_ place: UInt32) -> Bool {
        let row = layer.segment.rows[Int(place)]
        return !layer.hidden.contains(row) && allowed?.contains(row) != false
    }
}
