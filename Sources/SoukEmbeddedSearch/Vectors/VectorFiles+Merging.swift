import Foundation
import SoukSearch

extension VectorFiles {
    /// The manifest after the changes, whose segment is on disk.
    ///
    /// Each field gets one segment of the changes and of the small segments before it, so that there are never
    /// more than a few: each is more than twice as large as the next, or too large to be merged in passing.
    func append(
        _ changes: VectorChanges, to manifest: VectorManifest, _ snapshot: VectorSnapshot
    ) throws(RetrievalError) -> VectorManifest {
        var result = manifest
        result.change += 1
        for (field, rows) in changes.rows {
            let layers = snapshot.layers[field, default: []]
            var size = rows.count
            var kept = layers.count
            while kept > 0, layers[kept - 1].weight <= 2 * size,
                layers[kept - 1].weight + size <= plan.mergeLimit, layers[kept - 1].graph == nil
            {
                kept -= 1
                size += layers[kept].weight
            }
            let merge = SegmentMerge(changes: rows, layers: layers[kept...], isComplete: kept == 0)
            var segments = Array(result.segments[field, default: []].prefix(kept))
            if let segment = try write(merge, field, change: result.change, isFinal: false) {
                segments.append(segment)
            }
            result.segments[field] = segments
        }
        return result
    }

    func compact(
        _ manifest: VectorManifest, _ snapshot: VectorSnapshot
    ) throws(RetrievalError) -> VectorManifest {
        var result = manifest
        result.change += 1
        for (field, layers) in snapshot.layers {
            if let only = layers.first, layers.count == 1, only.segment.removed.isEmpty,
                only.graph != nil || only.segment.count <= plan.exactLimit || !VectorGraph.isAvailable
            {
                continue
            }
            let merge = SegmentMerge(changes: [:], layers: layers[...], isComplete: true)
            result.segments[field] =
                try write(merge, field, change: result.change, isFinal: true).map { [$0] } ?? []
        }
        return result
    }

    /// nil where nothing is left to write.
    private func write(
        _ merge: SegmentMerge, _ field: VectorField, change: Int, isFinal: Bool
    ) throws(RetrievalError) -> VectorManifest.Segment? {
        guard !merge.rows.isEmpty || !merge.removed.isEmpty else { return nil }
        var entry = VectorManifest.Segment(name: "\(field.rawValue)-\(change)")
        let url = folder.appending(path: entry.file)
        try VectorSegmentWriter(field: field, dimensions: dimensions, steps: steps)
            .write(merge.rows, removed: merge.removed, to: url, vector: merge.vector)
        if isFinal, merge.rows.count > plan.exactLimit, VectorGraph.isAvailable {
            let segment = try VectorSegment(url, field: field, dimensions: dimensions)
            entry.graph = try VectorGraph.build(
                segment, plan: plan, to: folder.appending(path: entry.graphFile), steps: steps)
        }
        return entry
    }
}

extension VectorSnapshot.Layer {
    fileprivate var weight: Int { segment.count + segment.removed.count }
}
