import SoukSearch

/// Where the forms of a query stand in one listing.
struct FoundText: Sendable {
    /// A place in a field, counted on over all fields; a query's phrases compare these alone.
    struct Place: Equatable {
        var field: WordField
        var number: Int
    }

    private(set) var places: [Int32: [Place]] = [:]
    let lengths: FieldValues

    /// - Parameters:
    ///   - words: a `tsvector` as it comes over the wire.
    ///   - forms: the numbers of those forms that matter, by their bytes.
    init(words: [UInt8], forms: [[UInt8]: Int32], lengths: FieldValues) {
        self.lengths = lengths
        var at = 4
        func number(_ place: Int) -> UInt16 { UInt16(words[place]) << 8 | UInt16(words[place + 1]) }
        while at < words.count {
            guard let end = words[at...].firstIndex(of: 0), end + 2 < words.count else { return }
            let count = Int(number(end + 1))
            let next = end + 3 + count * 2
            guard next <= words.count else { return }
            if let form = forms[Array(words[at..<end])] {
                places[form] = stride(from: end + 3, to: next, by: 2).compactMap { place in
                    let packed = number(place)
                    return AnalysedText.field(ofWeight: packed >> 14).map {
                        Place(field: $0, number: Int(packed & 0x3FFF))
                    }
                }
            }
            at = next
        }
    }

    /// Where a sequence begins, each with the form of its first word.
    func starts(of sequence: WordSequence) -> [(place: Place, form: SoughtForm)] {
        guard let first = sequence.positions.first else { return [] }
        var starts = first.flatMap { form in (places[form.number] ?? []).map { (place: $0, form: form) } }
        for (distance, forms) in sequence.positions.enumerated().dropFirst() {
            starts = starts.filter { start in forms.contains { stands($0, distance, after: start.place) } }
        }
        return starts.sorted { $0.place.number < $1.place.number }
    }

    /// The words of a sequence that begins at a place.
    func words(of sequence: WordSequence, at start: Place) -> [SoughtForm] {
        sequence.positions.enumerated().compactMap { distance, forms in
            forms.first { stands($0, distance, after: start) }
        }
    }

    private func stands(_ form: SoughtForm, _ distance: Int, after start: Place) -> Bool {
        places[form.number]?.contains(Place(field: start.field, number: start.number + distance)) ?? false
    }
}
