import SoukSearch

/// A segment among others: newer ones may have replaced or removed some of its documents.
struct WordLayer: @unchecked Sendable {
    let segment: WordSegment
    /// Of its file; nil in memory.
    let name: String?
    /// A bit for each document that is replaced or removed; empty where there is none.
    private(set) var hidden: [UInt64] = []
    private(set) var hiddenCount = 0
    /// How many documents hold each term; nil where nothing is hidden.
    private var held: [UInt32]?
    /// The lengths of all documents that are not hidden, in words.
    private(set) var totals = FieldValues.zero

    init(_ segment: WordSegment, name: String? = nil) {
        self.segment = segment
        self.name = name
        var sums = (0, 0, 0)
        for place in stride(from: 0, to: segment.lengths.count, by: 4) {
            sums.0 += Int(segment.lengths[place])
            sums.1 += Int(segment.lengths[place + 1])
            sums.2 += Int(segment.lengths[place + 2])
        }
        totals = FieldValues(
            title: Double(sums.0), description: Double(sums.1), categories: Double(sums.2))
    }

    /// Documents that are not hidden.
    var count: Int { segment.count - hiddenCount }

    /// What a merge has to read.
    var weight: Int { segment.count + segment.removed.count }

    func isHidden(_ document: Int) -> Bool {
        !hidden.isEmpty && hidden[document >> 6] >> UInt64(document & 63) & 1 != 0
    }

    /// The document of a row, where it is not hidden.
    func document(of row: Int64) -> Int? {
        segment.document(of: row).flatMap { isHidden($0) ? nil : $0 }
    }

    func documents(holding term: Int) -> Int { Int(held?[term] ?? segment.documents[term]) }

    /// Takes a row's document out of all counts, where it has one here.
    mutating func hide(_ row: Int64) {
        guard let document = document(of: row) else { return }
        if hidden.isEmpty {
            hidden = [UInt64](repeating: 0, count: (segment.count + 63) / 64)
            held = Array(segment.documents)
        }
        hidden[document >> 6] |= 1 << UInt64(document & 63)
        hiddenCount += 1
        let lengths = segment.fieldLengths(document)
        for field in WordField.allCases { totals[field] -= lengths[field] }
        // Never below 0, whatever a file says of its lists.
        for term in segment.distinctTerms(document) where held?[term] ?? 0 > 0 { held?[term] -= 1 }
    }
}

extension WordSegment {
    /// The terms that a document holds, each once.
    func distinctTerms(_ document: Int) -> [Int] {
        var terms = tokens(document).map { Int(PackedToken.term($0)) }
        terms.sort()
        return terms.indices.filter { $0 == 0 || terms[$0] != terms[$0 - 1] }.map { terms[$0] }
    }
}
