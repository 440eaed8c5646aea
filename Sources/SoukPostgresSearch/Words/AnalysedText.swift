import SoukAnalysis
import SoukSearch

/// The forms of a listing's text, and where they stand.
struct AnalysedText: Sendable {
    /// Each form with its places, in order: the field in the two highest bits as `tsvector` has its weights.
    private(set) var places: [(form: String, places: [UInt16])] = []
    /// How often each field holds each of `places`.
    private(set) var counts: [FieldValues] = []
    private(set) var lengths = FieldValues.zero

    /// `tsvector` knows 16,383 places, and 255 of a word.
    private static let lastPlace = 16_383
    private static let mostPlaces = 255
    /// Longer words are cut, in the index and in queries.
    static let longestForm = 240
    /// Between two fields, so that no phrase reaches over.
    private static let gap = 4

    init(_ listing: IndexedListing, _ analyzer: TextAnalyzer) {
        var known: [[UInt8]: Int] = [:]
        var start = 1
        for field in [WordField.title, .categories, .description] {
            let tokens = analyzer.tokens(Self.text(listing, field))
            lengths[field] = Double((tokens.last?.position ?? -1) + 1)
            for token in tokens {
                let form = Self.form(token.form)
                let index = known[Array(form.utf8)] ?? places.count
                if index == places.count {
                    known[Array(form.utf8)] = index
                    places.append((form, []))
                    counts.append(.zero)
                }
                counts[index][field] += 1
                let place = start + token.position
                guard place <= Self.lastPlace, places[index].places.count < Self.mostPlaces else { continue }
                let packed = UInt16(place) | UInt16(Self.weight(of: field)) << 14
                if places[index].places.last.map({ $0 & 0x3FFF }) != UInt16(place) {
                    places[index].places.append(packed)
                }
            }
            start = min(start + Int(lengths[field]) + Self.gap, Self.lastPlace + 1)
        }
    }

    static func text(_ listing: IndexedListing, _ field: WordField) -> String {
        switch field {
        case .title: listing.title
        case .description: listing.description
        case .categories: listing.categoryPath.joined(separator: " ")
        }
    }

    static func form(_ form: String) -> String {
        form.utf8.count <= longestForm ? form : String(decoding: form.utf8.prefix(longestForm), as: UTF8.self)
    }

    private static func weight(of field: WordField) -> Int {
        switch field {
        case .title: 3
        case .description: 2
        case .categories: 1
        }
    }

    static func field(ofWeight weight: UInt16) -> WordField? {
        switch weight {
        case 3: .title
        case 2: .description
        case 1: .categories
        default: nil
        }
    }

    /// What a form weighs in this listing: its occurrences as BM25F adds them up, before saturation.
    func strength(_ index: Int, _ corpus: CorpusStatistics) -> Float {
        var sum = 0.0
        for field in WordField.allCases where counts[index][field] > 0 {
            sum +=
                WordWeights.fields[field]
                * WordWeights.normalised(counts[index][field], field, lengths[field], corpus)
        }
        return Float(sum)
    }

    /// As `tsvector` comes over the wire: each form with its places, in the order of its bytes' length and value.
    var words: [UInt8] {
        var buffer = ByteBuffer()
        buffer.add(Int32(places.count))
        for (form, places) in places {
            buffer.bytes += form.utf8.map { $0 == 0 ? UInt8(ascii: " ") : $0 }
            buffer.bytes.append(0)
            buffer.add(UInt16(places.count))
            for place in places { buffer.add(place) }
        }
        return buffer.bytes
    }
}
