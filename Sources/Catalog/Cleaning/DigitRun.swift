/// Digits with little between them, as telephone numbers are written.
struct DigitRun {
    /// Where the run begins, a `+` or bracket included.
    let start: Int
    let hasPlus: Bool
    private(set) var digits: [Int] = []
    /// Where each digit stands.
    private var positions: [Int] = []
    /// Digits before each digit without a gap, itself included: 1 begins a group.
    private(set) var groups: [Int] = []
    /// For each digit after the first, whether the gap before it is a space, a dash or brackets only.
    private(set) var firstGroupEnd: Int

    private static let longest = 24

    init(_ text: Scalars, from start: Int) {
        self.start = start
        var index = start
        var plus = false
        while index < text.count, text[index] == "+" || text[index] == "(" {
            plus = plus || text[index] == "+"
            index += 1
        }
        hasPlus = plus
        firstGroupEnd = index
        var gap = 0
        var run = 0
        while index < text.count, digits.count < Self.longest {
            let scalar = text[index]
            if let digit = Self.digit(scalar, isFirst: digits.isEmpty) {
                run = gap > 0 ? 1 : run + 1
                digits.append(digit)
                positions.append(index)
                groups.append(run)
                if run == digits.count { firstGroupEnd = index + 1 }
                gap = 0
            } else if Self.isGap(scalar), gap < 4 {
                gap += 1
            } else {
                break
            }
            index += 1
        }
    }

    private static func digit(_ scalar: Unicode.Scalar, isFirst: Bool) -> Int? {
        isFirst && scalar.asciiLowercased == "o" ? 0 : scalar.digit
    }

    /// Spaces, dashes, dots, brackets, and the marks of keycap emoji.
    private static func isGap(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x5F, 0x2A, 0x2010...0x2013, 0xFE0F, 0x20E3: true
        default: false
        }
    }

    /// Lengths of the groups that the first digits stand in.
    func shape(ofFirst count: Int) -> [Int] {
        var shape: [Int] = []
        for length in groups.prefix(count) {
            if length == 1 { shape.append(1) } else if !shape.isEmpty { shape[shape.count - 1] += 1 }
        }
        return shape
    }

    func end(afterDigits count: Int) -> Int {
        positions.isEmpty ? start : positions[min(count, positions.count) - 1] + 1
    }

    /// Whether a digit follows the first `count` directly.
    func continues(after count: Int) -> Bool { count < groups.count && groups[count] > 1 }

    /// The run from a digit on.
    func isPrefix(_ prefix: [Int], at offset: Int = 0) -> Bool {
        digits.dropFirst(offset).starts(with: prefix)
    }

    func position(of digit: Int) -> Int { positions[digit] }
}
