/// The smallest piece of a text: letters, a number, or one letter of a script without spaces.
struct Atom {
    enum Kind { case letters, number, spaceless }

    /// What stands between an atom and the one before it.
    enum Link: Equatable {
        case none
        /// A single sign: `-`, `'`, `/`, `.`, `&`, `_`.
        case sign(UInt8)
        case space
        /// `&` between spaces.
        case spacedAnd
        case other
    }

    var form: String
    /// In the folded text, with the signs that belong to it.
    var range: Range<Int>
    var kind: Kind
    var link: Link

    var letterCount: Int { range.count }
    var isLetter: Bool { kind == .letters && range.count == 1 }
}

/// Cuts folded text into atoms.
struct AtomScanner {
    private let text: FoldedText
    private var place = 0
    private var lastEnd = 0
    private(set) var atoms: [Atom] = []

    init(_ text: FoldedText) { self.text = text }

    static func atoms(_ text: FoldedText) -> [Atom] {
        var scanner = AtomScanner(text)
        scanner.run()
        return scanner.atoms
    }

    private mutating func run() {
        atoms.reserveCapacity(text.scalars.count / 5 + 1)
        while place < text.scalars.count {
            switch LetterKind.of(text.scalars[place]) {
            case .letter: takeLetters()
            case .digit: takeNumber()
            case .spaceless: takeSpaceless()
            case .mark, .other: place += 1
            }
        }
    }

    private mutating func add(_ form: String, _ range: Range<Int>, _ kind: Atom.Kind) {
        atoms.append(Atom(form: form, range: range, kind: kind, link: link(to: range.lowerBound)))
        lastEnd = range.upperBound
        place = max(place, range.upperBound)
    }

    private func link(to start: Int) -> Atom.Link {
        guard let last = atoms.last else { return .other }
        let gap = lastEnd..<start
        switch gap.count {
        case 0: return .none
        case 1:
            let sign = text[gap.lowerBound]
            return sign == 0x20 ? .space : Self.links.contains(sign) ? .sign(UInt8(sign)) : .other
        case 3 where last.isLetter && text.scalars[gap].elementsEqual([0x20, 0x26, 0x20]): return .spacedAnd
        default: return .other
        }
    }

    private static let links = Set("-'/.&_".unicodeScalars.map(\.value))

    // MARK: Letters

    /// `c#`, `c++` and `.net` keep their signs; the `'s` of an owner goes; the `+` of `s20+` is a word.
    private mutating func takeLetters() {
        let start = place
        while [.letter, .mark].contains(LetterKind.of(text[place])) { place += 1 }
        var range = start..<place
        if range.count == 1, text[place] == 0x23, !isWord(place + 1) {
            range = start..<(place + 1)
        } else if text[place] == 0x2B, text[place + 1] == 0x2B, !isWord(place + 2) {
            range = start..<(place + 2)
        } else if range.count > 1, text[start - 1] == 0x2E, !isWord(start - 2), text[start - 2] != 0x2E {
            range = (start - 1)..<place
        }
        add(text.string(range), range, .letters)
        if text[place] == 0x27, text[place + 1] == 0x73, !isWord(place + 2), range.count > 1 {
            place += 2
            lastEnd = place
        }
        takePlus()
    }

    private mutating func takePlus() {
        guard text[place] == 0x2B, place == lastEnd, !isWord(place + 1), text[place + 1] != 0x2B,
            text[place - 1] != 0x2B
        else { return }
        add("plus", place..<(place + 1), .letters)
    }

    private func isWord(_ place: Int) -> Bool {
        let kind = LetterKind.of(text[place])
        return kind == .letter || kind == .digit || kind == .spaceless
    }

    // MARK: Numbers

    /// `1,000` is 1000, `4.0` is 4, `2.50` is 2.5; `1.2.3` are three numbers, and other signs part them, too.
    private mutating func takeNumber() {
        let start = place
        skipDigits()
        var form = Array(text.scalars[start..<place])
        if text[start - 1] == 0x2E, !isDigit(start - 2) {
            // `.22` and `½`.
            form.insert(contentsOf: [0x30, 0x2E], at: 0)
        } else if text[start - 1] != 0x2E {
            while form.count <= 9, place - start <= 3 || form.count > place - start - 4, isGroup(place) {
                form += text.scalars[(place + 1)..<(place + 4)]
                place += 4
            }
            takeFraction(&form)
        }
        let scalars = String.UnicodeScalarView(form.compactMap(Unicode.Scalar.init))
        add(String(scalars), start..<place, .number)
        takePlus()
    }

    /// A comma and three digits.
    private func isGroup(_ place: Int) -> Bool {
        text[place] == 0x2C && (1...3).allSatisfy { isDigit(place + $0) } && !isDigit(place + 4)
    }

    private mutating func takeFraction(_ form: inout [UInt32]) {
        guard text[place] == 0x2E, isDigit(place + 1) else { return }
        var end = place + 1
        while isDigit(end) { end += 1 }
        guard !(text[end] == 0x2E && isDigit(end + 1)), end - place <= 7 else { return }
        var fraction = Array(text.scalars[(place + 1)..<end])
        while fraction.last == 0x30 { fraction.removeLast() }
        if !fraction.isEmpty { form += [0x2E] + fraction }
        place = end
    }

    private mutating func skipDigits() { while isDigit(place) { place += 1 } }
    private func isDigit(_ place: Int) -> Bool { LetterKind.of(text[place]) == .digit }

    // MARK: Scripts without spaces

    private mutating func takeSpaceless() {
        let start = place
        place += 1
        while LetterKind.of(text[place]) == .mark { place += 1 }
        add(text.string(start..<place), start..<place, .spaceless)
    }
}
