import SoukSearch

/// The newest state of every row in some neighbouring layers and changes on top of them.
struct SegmentMerge {
    private enum Source {
        case change([Float])
        case segment(VectorSegment, place: Int)
    }

    private let sources: [(row: Int64, source: Source)]
    let removed: RowSet

    var rows: [Int64] { sources.map(\.row) }

    /// - Parameter isComplete: No older layer is left that might hold a removed row.
    init(
        changes: [Int64: [Float]?], layers: ArraySlice<VectorSnapshot.Layer>, isComplete: Bool
    ) {
        var sources: [(row: Int64, source: Source)] = []
        var removed = RowSet()
        for (row, vector) in changes {
            if let vector { sources.append((row, .change(vector))) } else { removed.insert(row) }
        }
        for layer in layers {
            for place in 0..<layer.segment.count {
                let row = layer.segment.rows[place]
                guard !layer.hidden.contains(row), changes[row] == nil else { continue }
                sources.append((row, .segment(layer.segment, place: place)))
            }
            removed.formUnion(layer.segment.removed)
        }
        self.sources = sources.sorted { $0.row < $1.row }
        self.removed = isComplete ? RowSet() : removed.subtracting(RowSet(sources.lazy.map(\.row)))
    }

    func vector(
        _ place: Int, _ body: (UnsafeBufferPointer<Float>) throws(RetrievalError) -> Void
    ) throws(RetrievalError) {
        switch sources[place].source {
        case .change(let vector): try vector.withUnsafeBufferPointer(body)
        case .segment(let segment, let place):
            let vector = try segment.storedVector(at: place)
            try vector.withUnsafeBufferPointer(body)
        }
    }
}
