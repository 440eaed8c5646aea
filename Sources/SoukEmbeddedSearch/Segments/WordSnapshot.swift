import SoukAnalysis
import SoukSearch

/// The words of an index at one moment. It never changes, whatever is written afterwards.
struct WordSnapshot: Sendable {
    /// Layers in memory are merged up to this many documents.
    static let memoryLimit = 8_192

    /// The oldest first.
    private(set) var layers: [WordLayer]
    /// Of the listings that it holds.
    var version: Int

    init(layers: [WordLayer] = [], version: Int = 0) {
        self.layers = []
        self.version = version
        for layer in layers { append(layer) }
    }

    var count: Int { layers.reduce(0) { $0 + $1.count } }

    /// Documents that no file holds.
    var weightInMemory: Int { layers.reduce(0) { $0 + ($1.name == nil ? $1.weight : 0) } }

    var corpus: CorpusStatistics {
        let documents = Double(count)
        var averages = FieldValues.zero
        for field in WordField.allCases where documents > 0 {
            averages[field] = layers.reduce(0) { $0 + $1.totals[field] } / documents
        }
        return CorpusStatistics(documents: documents, averages: averages)
    }

    /// Where a row's document is.
    func place(of row: Int64) -> (layer: Int, document: Int)? {
        for layer in layers.indices.reversed() {
            if let document = layers[layer].document(of: row) { return (layer, document) }
        }
        return nil
    }

    /// Puts a segment on top: what it holds or removes is hidden below.
    private mutating func append(_ layer: WordLayer) {
        for row in layer.segment.rows { hide(row) }
        for row in layer.segment.removed { hide(row) }
        layers.append(layer)
    }

    private mutating func hide(_ row: Int64) {
        for layer in layers.indices { layers[layer].hide(row) }
    }

    /// With documents added or put in the place of those with their rows, and rows removed.
    func changed(
        _ documents: AnalysedDocuments, removed: [Int64], version: Int, _ analyzer: TextAnalyzer
    ) -> WordSnapshot {
        var result = self
        result.version = version
        guard documents.count > 0 || !removed.isEmpty else { return result }
        result.append(WordLayer(WordSegment(documents.segment(removed: removed, analyzer))))
        // Each layer in memory is more than twice as large as the next, so that there are only a few.
        var first = result.layers.count - 1
        var weight = result.layers[first].weight
        while first > 0, result.layers[first - 1].name == nil, result.layers[first - 1].weight <= 2 * weight,
            weight + result.layers[first - 1].weight <= Self.memoryLimit
        {
            first -= 1
            weight += result.layers[first].weight
        }
        if first < result.layers.count - 1 {
            result.layers = result.layers[..<first] + [WordLayer(WordSegment(result.merged(from: first)))]
        }
        return result
    }

    /// The newest layers as one segment.
    func merged(from first: Int) -> SegmentImage {
        let merged = layers[first...]
        var picks: [(row: Int64, pick: SegmentAssembly.Pick)] = []
        picks.reserveCapacity(merged.reduce(0) { $0 + $1.count })
        var isSorted = true
        for (source, layer) in merged.enumerated() {
            for document in 0..<layer.segment.count where !layer.isHidden(document) {
                let row = layer.segment.rows[document]
                isSorted = isSorted && (picks.last.map { $0.row < row } ?? true)
                picks.append((row, .init(source: source, document: document)))
            }
        }
        if !isSorted { picks.sort { $0.row < $1.row } }
        var removed = RowSet()
        if first > 0 {
            for layer in merged { for row in layer.segment.removed { removed.insert(row) } }
            removed = removed.subtracting(RowSet(picks.lazy.map(\.row)))
        }
        return withExtendedLifetime(merged) {
            SegmentAssembly(
                merged.map { SegmentSource($0.segment) }, picks.map(\.pick), removed: Array(removed)
            ).image()
        }
    }

    /// With the newest layers replaced by one that holds the same.
    func replacing(from first: Int, by layer: WordLayer) -> WordSnapshot {
        var result = self
        result.layers = Array(layers[..<first]) + [layer]
        return result
    }
}
