/// Words that belong together: codes and their parts, compounds with a hyphen, long numbers, dimensions, words of
/// scripts without spaces.
struct Wholes {
    /// Of more parts than these only the whole and its pairs are found as one.
    private static let mostParts = 8
    private static let longest = 40
    /// A number of fewer digits that is written in groups is rather two numbers.
    private static let shortestNumber = 6

    private let atoms: [Atom]
    private(set) var found: [(range: Range<Int>, form: String)] = []

    init(_ atoms: [Atom]) {
        self.atoms = atoms
        var start = 0
        while start < atoms.count {
            if atoms[start].kind == .spaceless {
                start = addWords(from: start)
            } else {
                start = addChain(from: start)
            }
        }
        addSpacedNumbers()
        addDimensions()
        addBareNumbers()
        addDotNames()
    }

    private mutating func add(_ range: Range<Int>, _ form: String) {
        guard form.utf8.count <= Self.longest else { return }
        found.append((range, form))
    }

    private func joined(_ range: Range<Int>) -> String { atoms[range].map(\.form).joined() }

    // MARK: Codes and compounds

    private mutating func addChain(from start: Int) -> Int {
        var end = start + 1
        while end < atoms.count, atoms[end].kind != .spaceless, isLinked(end) { end += 1 }
        let count = end - start
        guard count > 1 else { return end }
        for first in start..<(end - 1) {
            for last in (first + 1)..<end
            where count <= Self.mostParts || last == first + 1 || (first == start && last == end - 1) {
                if belongTogether(first...last) { add(first..<(last + 1), joined(first..<(last + 1))) }
            }
        }
        return end
    }

    private func isLinked(_ index: Int) -> Bool {
        switch atoms[index].link {
        case .none, .sign: true
        case .spacedAnd: atoms[index].isLetter
        case .space, .other: false
        }
    }

    private func belongTogether(_ range: ClosedRange<Int>) -> Bool {
        let parts = atoms[range]
        let hasLetters = parts.contains { $0.kind == .letters }
        guard parts.contains(where: { $0.kind == .number }) else {
            return parts.dropFirst().indices.allSatisfy(joinsLetters)
        }
        if hasLetters {
            return parts.dropFirst().allSatisfy { $0.link != .sign(0x26) && $0.link != .sign(0x27) }
        }
        return parts.reduce(0) { $0 + $1.letterCount } >= Self.shortestNumber
    }

    /// Whether a word may be written as one with the word before it: `wi-fi`, `o'neill`, `a/c`, `node.js`, `h&m`.
    private func joinsLetters(_ index: Int) -> Bool {
        let (one, other) = (atoms[index - 1].letterCount, atoms[index].letterCount)
        switch atoms[index].link {
        case .sign(0x2D), .sign(0x27), .sign(0x5F), .none: return true
        case .sign(0x2F): return max(one, other) <= 2
        case .sign(0x2E): return min(one, other) <= 3
        case .sign(0x26): return min(one, other) <= 2
        case .spacedAnd: return true
        default: return false
        }
    }

    // MARK: Numbers

    /// `51 16 8 238 375`, of three groups at least.
    private mutating func addSpacedNumbers() {
        var start = 0
        while start < atoms.count {
            var end = start + 1
            while end < atoms.count, atoms[start].isDigits, atoms[end].isDigits, atoms[end].link == .space,
                end - start < Self.mostParts
            {
                end += 1
            }
            if end - start >= 3 {
                let form = joined(start..<end)
                if form.utf8.count >= Self.shortestNumber { add(start..<end, form) }
            }
            start = end
        }
    }

    /// `120 x 60`; without spaces it is a code.
    private mutating func addDimensions() {
        for index in atoms.indices.dropFirst().dropLast() where atoms[index].form == "x" {
            let range = (index - 1)..<(index + 2)
            guard atoms[index - 1].kind == .number, atoms[index + 1].kind == .number,
                atoms[index].link == .space, atoms[index + 1].link == .space
            else { continue }
            add(range, joined(range))
        }
    }

    /// `00630212` is found by 630212.
    private mutating func addBareNumbers() {
        for (index, atom) in atoms.enumerated() where atom.isDigits && atom.form.hasPrefix("0") {
            let bare = atom.form.drop { $0 == "0" }
            if bare.utf8.count >= 4 { add(index..<(index + 1), String(bare)) }
        }
    }

    /// The .NET of `asp.net`.
    private mutating func addDotNames() {
        for (index, atom) in atoms.enumerated() where atom.link == .sign(0x2E) && atom.form == "net" {
            add(index..<(index + 1), ".net")
        }
    }

    // MARK: Scripts without spaces

    private mutating func addWords(from start: Int) -> Int {
        var end = start + 1
        while end < atoms.count, atoms[end].kind == .spaceless, atoms[end].link == .none { end += 1 }
        let letters = atoms[start..<end].map(\.form)
        for word in Segmenter.words(letters[...]) where word.count > 1 {
            add((start + word.lowerBound)..<(start + word.upperBound), letters[word].joined())
        }
        return end
    }
}

extension Atom {
    /// A number without a fraction.
    var isDigits: Bool { kind == .number && !form.utf8.contains(0x2E) }
}
