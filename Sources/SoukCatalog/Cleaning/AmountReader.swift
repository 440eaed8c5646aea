/// Turns a number as written, with its grouping and decimal marks, into minor units.
struct AmountReader {
    let currency: Currency?
    /// The decimal mark where it cannot be seen.
    let decimal: Unicode.Scalar?

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
        let (whole, fraction) = parts(number.text)
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

    private func parts(_ text: Scalars) -> (whole: [Int], fraction: [Int]) {
        let mark = decimalPlace(text)
        let whole = mark.map { text[..<$0] } ?? text[...]
        let fraction = mark.map { text[($0 + 1)...] } ?? []
        return (whole.compactMap(\.digit), fraction.compactMap(\.digit))
    }

    /// The index of the decimal mark; nil when all marks group thousands.
    private func decimalPlace(_ text: Scalars) -> Int? {
        let places = text.indices.filter { text[$0] == "." || text[$0] == "," }
        guard let last = places.last else { return nil }
        let mark = text[last]
        let same = places.filter { text[$0] == mark }.count
        if same < places.count { return same == 1 ? last : nil }
        if same > 1 { return nil }
        let behind = text.count - last - 1
        guard behind == 3 else { return last }
        if last == 0 || (last == 1 && text[0] == "0") { return last }
        if let decimal { return mark == decimal ? last : nil }
        if mark == "," || currency?.digits == 0 { return nil }
        return Self.commaDecimals.contains(currency?.code ?? "") ? nil : last
    }
}

extension Unicode.Scalar {
    fileprivate var digit: Int? { isDigit ? Int(value - 0x30) : nil }
}
