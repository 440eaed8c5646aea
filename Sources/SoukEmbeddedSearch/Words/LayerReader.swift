import CSoukPostings
import SoukSearch

/// A word of a query at its place in a document.
struct FoundWord: Equatable {
    /// The field in the two highest bits, the offset in words below.
    var place: UInt32
    /// Which of a position's forms it is.
    var form: Int
    /// How many words of the text it covers.
    var width = 1

    var field: WordField { WordField(rawValue: Int(place >> 30)) ?? .title }
    var offset: Int { Int(place & 0x3FFF_FFFF) }
}

/// Looks where the sequences of a query stand in the documents of one layer.
final class LayerReader {
    let layer: WordLayer
    let sequences: [WordSequence]
    /// For each sequence the place of its first position among all positions of all sequences.
    private let firstSlots: [Int]
    /// For each position of all sequences, the terms of its forms in this segment.
    let terms: [[(term: Int, form: Int)]]
    /// The sequences that are more than one word.
    private let severalWords: [Int]
    private let isSought: [UInt64]
    private let roles: [UInt32: [(slot: Int, form: Int)]]

    // Of the document that was read last.
    private(set) var document = 0
    /// By position of all sequences, in order of place.
    private var slots: [[FoundWord]]
    /// Of the sequences of several words.
    private var starts: [[FoundWord]]
    private var positionBuffer: [UInt32] = []
    private var termBuffer: [UInt32] = []

    init(_ layer: WordLayer, _ sequences: [WordSequence]) {
        self.layer = layer
        self.sequences = sequences
        severalWords = sequences.indices.filter { sequences[$0].positions.count > 1 }
        var firstSlots: [Int] = []
        var terms: [[(term: Int, form: Int)]] = []
        var isSought = [UInt64](repeating: 0, count: (layer.segment.terms.count + 63) / 64)
        var roles: [UInt32: [(slot: Int, form: Int)]] = [:]
        for sequence in sequences {
            firstSlots.append(terms.count)
            for forms in sequence.positions {
                var known: [(term: Int, form: Int)] = []
                for (form, sought) in forms.enumerated() {
                    guard let term = layer.segment.terms.index(of: sought.form) else { continue }
                    known.append((term, form))
                    isSought[term >> 6] |= 1 << UInt64(term & 63)
                    roles[UInt32(term), default: []].append((terms.count, form))
                }
                terms.append(known)
            }
        }
        self.firstSlots = firstSlots
        self.terms = terms
        self.isSought = isSought
        self.roles = roles
        slots = Array(repeating: [], count: terms.count)
        starts = Array(repeating: [], count: sequences.count)
    }

    /// The terms of a position of a sequence.
    func terms(_ sequence: Int, _ position: Int) -> [(term: Int, form: Int)] {
        terms[firstSlots[sequence] + position]
    }

    /// Documents that hold a form of each of a sequence's positions, hidden ones left out.
    func documents(saying sequence: Int) -> [Int] {
        var bits = [UInt64](repeating: 0, count: (layer.segment.count + 63) / 64)
        for position in sequences[sequence].positions.indices {
            var own = [UInt64](repeating: 0, count: bits.count)
            for (term, _) in terms(sequence, position) { layer.segment.mark(term, in: &own) }
            for word in bits.indices { bits[word] = position == 0 ? own[word] : bits[word] & own[word] }
        }
        for word in layer.hidden.indices { bits[word] &= ~layer.hidden[word] }
        return bits.setBits
    }

    /// Finds all sequences in some fields of a document; returns how many of its words belong to one.
    @discardableResult
    func read(_ document: Int, _ fields: some Collection<WordField> = WordField.allCases) -> Int {
        self.document = document
        var all = 0
        // Nothing else looks at them meanwhile.
        var slots: [[FoundWord]] = []
        swap(&slots, &self.slots)
        defer { swap(&slots, &self.slots) }
        for slot in slots.indices where !slots[slot].isEmpty { slots[slot].removeAll(keepingCapacity: true) }
        for field in fields {
            let tokens = layer.segment.tokens(document, field)
            guard !tokens.isEmpty else { continue }
            if positionBuffer.count < tokens.count {
                positionBuffer = [UInt32](repeating: 0, count: tokens.count)
                termBuffer = positionBuffer
            }
            let count = sp_find(tokens.baseAddress, tokens.count, isSought, &positionBuffer, &termBuffer)
            all += count
            for index in 0..<count {
                let place = UInt32(field.rawValue) << 30 | min(positionBuffer[index], 0x3FFF_FFFF)
                let token = termBuffer[index]
                for role in roles[PackedToken.term(token)] ?? [] {
                    slots[role.slot].append(
                        FoundWord(place: place, form: role.form, width: PackedToken.width(token)))
                }
            }
        }
        for sequence in severalWords { starts[sequence] = found(sequence, slots) }
        return all
    }

    /// The words of the sequence's first position that the others follow.
    private func found(_ sequence: Int, _ slots: [[FoundWord]]) -> [FoundWord] {
        let first = firstSlots[sequence]
        let count = sequences[sequence].positions.count
        return slots[first].filter { start in
            (1..<count).allSatisfy { distance in
                slots[first + distance].contains { $0.place == start.place + UInt32(distance) }
            }
        }
    }

    /// Whether the document that was read says a sequence.
    func says(_ sequence: Int) -> Bool { !starts(of: sequence).isEmpty }

    /// Where the sequence begins.
    func starts(of sequence: Int) -> [FoundWord] {
        sequences[sequence].positions.count > 1 ? starts[sequence] : slots[firstSlots[sequence]]
    }

    /// How often each field says it; forms count by their weights.
    func counts(of sequence: Int) -> FieldValues {
        var counts = FieldValues.zero
        for start in starts(of: sequence) {
            counts[start.field] += sequences[sequence].positions[0][start.form].weight
        }
        return counts
    }

    /// Calls with the words that say it, one for each place, in order; of the forms at one place, the first.
    func eachWord(of sequence: Int, _ body: (SoughtForm, FoundWord) -> Void) {
        let (positions, slot) = (sequences[sequence].positions, firstSlots[sequence])
        var last: UInt32?
        for start in starts(of: sequence) where positions.count > 1 || start.place != last {
            last = start.place
            if positions.count == 1 {
                body(positions[0][start.form], start)
                continue
            }
            for index in positions.indices {
                let place = start.place + UInt32(index)
                if let word = slots[slot + index].first(where: { $0.place == place }) {
                    body(positions[index][word.form], word)
                }
            }
        }
    }

    /// The words of one position, whether or not the others follow.
    func words(_ sequence: Int, _ position: Int) -> [FoundWord] { slots[firstSlots[sequence] + position] }
}

extension [UInt64] {
    /// The numbers of the bits that are set, rising.
    var setBits: [Int] {
        var found: [Int] = []
        for word in indices {
            var left = self[word]
            while left != 0 {
                found.append(word << 6 | left.trailingZeroBitCount)
                left &= left - 1
            }
        }
        return found
    }
}
