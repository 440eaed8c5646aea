import SoukSearch

/// Where a sequence of words stands: the occurrences of its first word that the others follow.
struct FoundSequence {
    let sequence: WordSequence
    /// One for each position of the sequence.
    private let positions: [Occurrences]
    let starts: Occurrences

    init(_ sequence: WordSequence, _ reader: inout OccurrenceReader) throws {
        self.sequence = sequence
        var positions: [Occurrences] = []
        for forms in sequence.positions {
            var merged = Occurrences()
            for (index, form) in forms.enumerated() {
                var occurrences = try reader.occurrences(of: form.form)
                if index > 0 {
                    for entry in occurrences.entries.indices {
                        occurrences.entries[entry].form = UInt16(clamping: index)
                    }
                }
                merged = merged.merged(with: occurrences)
            }
            positions.append(merged)
            if merged.entries.isEmpty { break }
        }
        self.positions = positions
        guard positions.count == sequence.positions.count else {
            starts = Occurrences()
            return
        }
        starts = positions.enumerated().dropFirst().reduce(positions[0]) { found, next in
            found.followed(by: next.element, distance: UInt32(next.offset))
        }
    }

    var rowIDs: [Int64] {
        var rowIDs: [Int64] = []
        for entry in starts.entries where rowIDs.last != entry.rowID { rowIDs.append(entry.rowID) }
        return rowIDs
    }

    /// The documents that hold it, with how often each field does; forms count by their weights.
    func forEachDocument(_ body: (Int64, FieldValues) throws -> Void) rethrows {
        let weights = sequence.positions.first?.map(\.weight) ?? []
        var index = 0
        while index < starts.entries.count {
            let rowID = starts.entries[index].rowID
            var counts = FieldValues.zero
            while index < starts.entries.count, starts.entries[index].rowID == rowID {
                let entry = starts.entries[index]
                counts[entry.field] += weights[Int(entry.form)]
                index += 1
            }
            try body(rowID, counts)
        }
    }

    func counts(in rowID: Int64) -> FieldValues {
        let weights = sequence.positions.first?.map(\.weight) ?? []
        return starts[rowID].reduce(into: .zero) { $0[$1.field] += weights[Int($1.form)] }
    }

    /// The words met in a document, one for each place, in order.
    func words(in rowID: Int64) -> [(form: SoughtForm, entry: Occurrences.Entry)] {
        starts[rowID].flatMap { start in
            positions.indices.compactMap { index in
                let place = start.place + UInt32(index)
                guard let entry = positions[index][rowID].first(where: { $0.place == place }) else {
                    return nil
                }
                return (sequence.positions[index][Int(entry.form)], entry)
            }
        }
    }
}
