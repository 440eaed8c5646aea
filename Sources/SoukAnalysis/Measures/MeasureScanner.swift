/// Finds numbers with their units: `50in`, `50"`, `50 inch`, `1 1/2 ft`, `120 x 60 cm`, `two seater`.
struct MeasureScanner {
    struct Found {
        var measure: Measure
        var atoms: Range<Int>
        /// Behind the last atom: `"` and `'`.
        var signs = 0
    }

    private let atoms: [Atom]
    private let text: FoldedText
    private var found: [Found] = []

    static func measures(_ atoms: [Atom], _ text: FoldedText) -> [Found] {
        var scanner = MeasureScanner(atoms: atoms, text: text)
        for index in atoms.indices {
            if atoms[index].kind == .number {
                scanner.readNumber(index)
            } else if let count = MeasureUnits.numberWords[atoms[index].form] {
                scanner.readCount(count, index)
            }
        }
        return scanner.found
    }

    private init(atoms: [Atom], text: FoldedText) { (self.atoms, self.text) = (atoms, text) }

    private mutating func readCount(_ count: Double, _ index: Int) {
        guard let (unit, end) = namedUnit(behind: index), unit.isCount else { return }
        add(count, unit, index..<end, 0)
    }

    private mutating func readNumber(_ index: Int) {
        guard let (unit, end, signs) = unit(behind: index), let value = number(at: index) else { return }
        add(value.value, unit, value.start..<end, signs)
        // The numbers before it in `120 x 60 cm` have its unit, too.
        var last = value.start
        while last >= 2, atoms[last - 1].form == "x" || atoms[last - 1].form == "by",
            let other = number(at: last - 2), self.unit(behind: last - 2) == nil
        {
            add(other.value, unit, other.start..<(last - 1), 0)
            last = other.start
        }
    }

    private mutating func add(_ value: Double, _ unit: MeasureUnits, _ range: Range<Int>, _ signs: Int) {
        let value = value * unit.factor
        guard value > 0, value < 1e12 else { return }
        found.append(Found(measure: Measure(value, unit.quantity), atoms: range, signs: signs))
    }

    // MARK: Numbers

    /// A number with the parts before it: `1 1/2` and `3/4`.
    private func number(at index: Int) -> (value: Double, start: Int)? {
        guard atoms[index].kind == .number, let value = Double(atoms[index].form) else { return nil }
        guard index > 0, atoms[index].link == .sign(0x2F), Self.parts.contains(value),
            let above = Double(atoms[index - 1].form), above < value, above == above.rounded()
        else { return (value, index) }
        let fraction = above / value
        if index > 1, [.space, .sign(0x2D)].contains(atoms[index - 1].link), atoms[index - 2].isDigits,
            let whole = Double(atoms[index - 2].form), whole < 1_000
        {
            return (whole + fraction, index - 2)
        }
        return (fraction, index - 1)
    }

    private static let parts: Set<Double> = [2, 3, 4, 8, 16, 32, 64]

    // MARK: Units

    private func unit(behind index: Int) -> (unit: MeasureUnits, end: Int, signs: Int)? {
        if let sign = sign(behind: index) { return (sign.unit, index + 1, sign.count) }
        return namedUnit(behind: index).map { ($0.unit, $0.end, 0) }
    }

    /// `"` and `''` are inches, `'` feet.
    private func sign(behind index: Int) -> (unit: MeasureUnits, count: Int)? {
        let end = atoms[index].range.upperBound
        switch (text[end], text[end + 1]) {
        case (0x22, _): return MeasureUnits.of("in").map { ($0, 1) }
        case (0x27, 0x27): return MeasureUnits.of("in").map { ($0, 2) }
        case (0x27, let next) where LetterKind.of(next) != .letter:
            return MeasureUnits.of("ft").map { ($0, 1) }
        default: return nil
        }
    }

    private func namedUnit(behind index: Int) -> (unit: MeasureUnits, end: Int)? {
        let next = index + 1
        guard next < atoms.count, atoms[next].kind == .letters, let unit = MeasureUnits.of(atoms[next].form)
        else { return nil }
        switch atoms[next].link {
        case .none, .sign(0x2D): return (unit, next + 1)
        case .space where !isPreposition(next): return (unit, next + 1)
        default: return nil
        }
    }

    /// `5 in stock`, `2 in 1`, `size 8 a pair`.
    private func isPreposition(_ index: Int) -> Bool {
        guard ["in", "a", "man"].contains(atoms[index].form) else { return false }
        guard index + 1 < atoms.count, atoms[index + 1].link == .space else { return false }
        if atoms[index].form == "in" {
            return atoms[index + 1].kind == .number
                || Self.afterIn.contains(atoms[index + 1].form)
        }
        return atoms[index].form == "a"
    }

    private static let afterIn: Set<String> = [
        "a", "an", "the", "total", "stock", "one", "good", "great", "very", "excellent", "perfect", "used",
        "new",
        "each", "all", "my", "our", "box", "pack", "set",
    ]
}
