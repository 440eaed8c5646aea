/// Turns a number as written, with its grouping and decimal marks, into minor units.
struct AmountReader {
    let currency: Currency?
    /// How the column writes its numbers.
    let form: NumberForm

    /// Above this no amount is believed: a thousand billion minor units.
    private static let limit = 1_000_000_000_000_000

    /// Currencies whose users write a comma before the cents and a full stop between thousands.
    private static let commaDecimals: Set<String> = [
        "EUR", "DKK", "NOK", "SEK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN", "BRL", "ARS", "CLP", "COP",
        "IDR", "VND",
        "TRY", "RUB", "UAH", "RSD",
    ]

    /// The amount; nil when it is no number or absurdly large.
    ///
    /// - Parameter other: the number at a range's other end, whose factor counts for both: `£1-2k`.
    func minorUnits(_ number: PriceNumber, like other: PriceNumber? = nil) -> Int? {
        let (whole, fraction) = parts(number)
        guard whole.count + fraction.count > 0 else { return nil }
        var amount = 0
        for digit in whole {
            amount = amount * 10 + digit
            guard amount <= Self.limit else { return nil }
        }
        let factor = number.factor
        let scale = number.isPence ? 1 : Money(0, currency).scale
        let (product, overflow) = amount.multipliedReportingOverflow(by: scale * factor)
        guard !overflow, product <= Self.limit else { return nil }
        return product + fractionUnits(fraction, scale: scale * factor)
    }

    /// Whether the number may as well be a thousand times larger or smaller.
    func isDoubtful(_ number: PriceNumber) -> Bool {
        number.exponent == nil && Self.isAmbiguous(number.text) && (currency?.digits ?? 2) == 2
            && (form.decimal == nil ? isUnclear(number.text) : form.doubtsThreeDigits)
    }

    /// Without a hint only `1.450` is unclear: programs write fractions so, and people thousands.
    private func isUnclear(_ text: Scalars) -> Bool {
        text.contains(".") && !Self.commaDecimals.contains(currency?.code ?? "")
    }

    /// A decimal fraction of `scale`, rounded half up.
    private func fractionUnits(_ fraction: [Int], scale: Int) -> Int {
        var units = 0
        var rest = scale
        for digit in fraction {
            guard rest > 0 else { break }
            if rest % 10 != 0 {
                units += digit >= 5 ? 1 : 0
                break
            }
            rest /= 10
            units += digit * rest
        }
        return units
    }

    private func parts(_ number: PriceNumber) -> (whole: [Int], fraction: [Int]) {
        let text = number.text
        let mark =
            number.exponent == nil ? decimalPlace(text) : text.firstIndex { $0 == "." || $0 == "," }
        var whole = (mark.map { text[..<$0] } ?? text[...]).compactMap(\.digit)
        var fraction = (mark.map { text[($0 + 1)...] } ?? []).compactMap(\.digit)
        let exponent = min(max(number.exponent ?? 0, -20), 20)
        if exponent > 0 {
            let padded = fraction + Array(repeating: 0, count: max(0, exponent - fraction.count))
            (whole, fraction) = (whole + padded.prefix(exponent), Array(padded.dropFirst(exponent)))
        } else if exponent < 0 {
            let padded = Array(repeating: 0, count: max(0, -exponent - whole.count)) + whole
            (whole, fraction) = (padded.dropLast(-exponent), padded.suffix(-exponent) + fraction)
        }
        return (whole, fraction)
    }

    /// The index of the decimal mark; nil when all marks group thousands.
    private func decimalPlace(_ text: Scalars) -> Int? {
        let places = text.indices.filter { text[$0] == "." || text[$0] == "," }
        guard let last = places.last else { return nil }
        let mark = text[last]
        let same = places.filter { text[$0] == mark }.count
        if same < places.count { return same == 1 ? last : nil }
        if same > 1 { return nil }
        guard Self.isAmbiguous(text) else { return last }
        if currency?.digits == 3 { return last }
        if currency?.digits == 0 { return nil }
        // Money has two decimals: three digits are thousands where nothing else is known.
        return form.decimal == mark ? last : nil
    }

    /// Whether the only mark stands before exactly three digits, and behind one to three: `1.450`, but neither
    /// `0.450` nor `1200.000`.
    static func isAmbiguous(_ text: Scalars) -> Bool {
        let places = text.indices.filter { text[$0] == "." || text[$0] == "," }
        guard places.count == 1, let place = places.first, text.count - place - 1 == 3 else { return false }
        let head = text[..<place].filter(\.isDigit)
        return (1...3).contains(head.count) && head.first != "0"
    }
}

/// How the numbers of a column are written, as far as it is known.
struct NumberForm: Equatable {
    /// The decimal mark, `.` or `,`.
    var decimal: Unicode.Scalar?
    /// Whether three digits behind that mark are unlike the column's other numbers, so that they may be thousands.
    var doubtsThreeDigits = false
}

extension Unicode.Scalar {
    fileprivate var digit: Int? { isDigit ? Int(value - 0x30) : nil }
}
