import CSoukPostings
import SoukSearch

/// Looks where several words stand next to each other in the documents of a layer.
struct PhraseFinder {
    private let segment: WordSegment
    private let length: Int
    private var roles: [UInt16]
    private var weights: [Double]

    /// - Parameter sequence: the place among the reader's sequences of one of at most `SPPhraseLength` words.
    init(_ reader: LayerReader, _ sequence: Int) {
        segment = reader.layer.segment
        let positions = reader.sequences[sequence].positions
        length = min(positions.count, SPPhraseLength)
        roles = [UInt16](repeating: 0, count: segment.terms.count)
        weights = [Double](repeating: 0, count: segment.terms.count)
        for position in 0..<length {
            for (term, form) in reader.terms(sequence, position) {
                roles[term] |= 1 << UInt16(position)
                if position == 0 { weights[term] = positions[0][form].weight }
            }
        }
    }

    /// How often each field says it; forms count by their weights.
    func counts(in document: Int) -> FieldValues {
        var counts = FieldValues.zero
        for field in WordField.allCases {
            let tokens = segment.tokens(document, field)
            guard tokens.count >= length else { continue }
            counts[field] = sp_phrase(tokens.baseAddress, tokens.count, roles, weights, UInt32(length))
        }
        return counts
    }
}
