import SoukSearch

/// Some of a snapshot's documents: a bit for each, by layer.
struct DocumentBits {
    var layers: [[UInt64]]

    var count: Int { layers.reduce(0) { $0 + $1.bitCount } }
}

extension WordSnapshot {
    /// The documents of some rows; of all for nil. Rows without one are left out.
    func documents(_ rows: RowSet?) -> DocumentBits {
        DocumentBits(layers: layers.map { layer in rows.map(layer.documents) ?? layer.everything })
    }

    func rows(_ documents: DocumentBits) -> RowSet {
        var rows = RowSet()
        for (layer, bits) in zip(layers, documents.layers) { rows.formUnion(layer.rows(bits)) }
        return rows
    }
}

extension WordLayer {
    /// All that are not hidden.
    var everything: [UInt64] {
        var bits = [UInt64](repeating: .max, count: (segment.count + 63) / 64)
        if segment.count & 63 != 0 { bits[bits.count - 1] = 1 << UInt64(segment.count & 63) - 1 }
        for word in hidden.indices { bits[word] &= ~hidden[word] }
        return bits
    }

    func documents(_ rows: RowSet) -> [UInt64] {
        var bits: [UInt64]
        if let first = segment.firstOfRun {
            bits = rows.bits(from: first, count: segment.count)
        } else if rows.count < segment.count / 8 {
            bits = [UInt64](repeating: 0, count: (segment.count + 63) / 64)
            for row in rows {
                guard let document = segment.document(of: row) else { continue }
                bits[document >> 6] |= 1 << UInt64(document & 63)
            }
        } else {
            bits = everything
            bits.keepBits { rows.contains(segment.rows[$0]) }
        }
        for word in hidden.indices { bits[word] &= ~hidden[word] }
        return bits
    }

    func rows(_ documents: [UInt64]) -> RowSet {
        if let first = segment.firstOfRun { return RowSet(bits: documents, from: first) }
        var rows = RowSet()
        documents.forEachBit { rows.insert(segment.rows[$0]) }
        return rows
    }
}

extension WordSegment {
    /// The first row, where the rows follow one another without a gap.
    var firstOfRun: Int64? {
        guard let first = rows.first, let last = rows.last, last - first == Int64(count - 1) else {
            return nil
        }
        return first
    }
}
