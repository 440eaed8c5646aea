/// A decimal number as it is written: digits, and how many of them stand behind the decimal mark.
struct WrittenNumber: Equatable {
    var digits: [Int]
    var fraction: Int
    /// One mark with three digits behind it: thousands, except in currencies with three decimals.
    var mayHaveThreeDecimals = false

    var thousandfold: WrittenNumber { WrittenNumber(digits: digits + [0, 0, 0], fraction: fraction) }
    var hundredth: WrittenNumber { WrittenNumber(digits: [0, 0] + digits, fraction: fraction + 2) }

    /// The number in minor units with so many digits, rounded half up; nil when it is too large.
    func minor(digits wanted: Int) -> Int? {
        let fraction = mayHaveThreeDecimals && wanted == 3 ? 3 : fraction
        var value = 0
        let kept = digits.count - fraction + wanted
        guard kept >= 0 else { return 0 }
        for position in 0..<kept {
            let digit = position < digits.count ? digits[position] : 0
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        let roundsUp = kept < digits.count && digits[kept] >= 5
        let (rounded, overflow) = value.addingReportingOverflow(roundsUp ? 1 : 0)
        return overflow ? nil : rounded
    }

    /// Reads `1,234.00`, `1.234,56`, `1 200`, `1'200`, `1,23,456`, `.50`.
    static func read(_ text: Scalars, at start: Int) -> (WrittenNumber, end: Int)? {
        let leadsWithMark = text[start] == "." && start + 1 < text.count && text[start + 1].isASCIIDigit
        guard text[start].isASCIIDigit || leadsWithMark else { return nil }
        var digits: [Int] = []
        var marks: [(scalar: Unicode.Scalar, at: Int)] = []
        var index = start
        while index < text.count {
            if let digit = text[index].digit {
                digits.append(digit)
            } else if [".", ",", " ", "'"].contains(text[index]), joinsDigits(text, at: index, digits.isEmpty)
            {
                marks.append((text[index], digits.count))
            } else {
                break
            }
            index += 1
        }
        let fraction = decimalMark(marks, digits: digits.count).map { digits.count - $0 } ?? 0
        let ambiguous = fraction == 0 && marks.count == 1 && marks[0].at == digits.count - 3
        return (
            WrittenNumber(
                digits: digits, fraction: fraction, mayHaveThreeDecimals: ambiguous && marks[0].scalar != " "),
            index
        )
    }

    /// A space or apostrophe stands only before groups of three.
    private static func joinsDigits(_ text: Scalars, at index: Int, _ leads: Bool) -> Bool {
        let following = text[(index + 1)...].prefix(4).prefix { $0.isASCIIDigit }.count
        if text[index] == " " || text[index] == "'" { return following == 3 && !leads }
        return following > 0
    }

    /// The position of the decimal mark among the digits; nil when all marks group.
    private static func decimalMark(_ marks: [(scalar: Unicode.Scalar, at: Int)], digits: Int) -> Int? {
        guard let last = marks.last, last.scalar == "." || last.scalar == "," else { return nil }
        let same = marks.filter { $0.scalar == last.scalar }.count
        if same > 1 { return nil }
        let following = digits - last.at
        let groups = following == 3 && last.at >= 1 && last.at <= 3 && marks.count == 1
        return groups ? nil : last.at
    }
}
