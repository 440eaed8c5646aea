import SoukSearch

/// Where words stand in documents, in order of document, field and offset.
struct Occurrences {
    struct Entry: Equatable {
        var rowID: Int64
        /// The field in the two highest bits, the offset in words below.
        var place: UInt32
        /// Which of the forms that were looked for it is.
        var form: UInt16

        var field: WordField { WordField(rawValue: Int(place >> 30)) ?? .title }
        var offset: Int { Int(place & 0x3FFF_FFFF) }

        static func place(_ field: WordField, _ offset: Int) -> UInt32 {
            UInt32(field.rawValue) << 30 | UInt32(clamping: min(offset, 0x3FFF_FFFF))
        }

        func precedes(_ other: Entry) -> Bool { (rowID, place) < (other.rowID, other.place) }
    }

    var entries: [Entry] = []

    func merged(with other: Occurrences) -> Occurrences {
        if entries.isEmpty { return other }
        if other.entries.isEmpty { return self }
        var merged: [Entry] = []
        merged.reserveCapacity(entries.count + other.entries.count)
        var (a, b) = (0, 0)
        while a < entries.count && b < other.entries.count {
            if other.entries[b].precedes(entries[a]) {
                merged.append(other.entries[b])
                b += 1
            } else {
                merged.append(entries[a])
                a += 1
            }
        }
        merged += entries[a...]
        merged += other.entries[b...]
        return Occurrences(entries: merged)
    }

    /// Those that `next` follows `distance` words later in the same field.
    func followed(by next: Occurrences, distance: UInt32) -> Occurrences {
        var followed = Occurrences()
        var b = 0
        for entry in entries {
            var sought = entry
            sought.place += distance
            while b < next.entries.count && next.entries[b].precedes(sought) { b += 1 }
            guard b < next.entries.count else { break }
            if next.entries[b].rowID == sought.rowID && next.entries[b].place == sought.place {
                followed.entries.append(entry)
            }
        }
        return followed
    }

    /// The entries of one document.
    subscript(rowID: Int64) -> ArraySlice<Entry> {
        let start = firstIndex(after: { $0.rowID < rowID })
        return entries[start...].prefix { $0.rowID == rowID }
    }

    private func firstIndex(after isBefore: (Entry) -> Bool) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entries[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
