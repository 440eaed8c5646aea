/// The amounts, currency and words of a price's text.
struct PriceTokens {
    struct Amount: Equatable {
        var number: WrittenNumber
        /// A currency stands next to it.
        var isNamed: Bool
        var isNegative: Bool
        /// What stands between this amount and the one before it joins them to a range.
        var continuesRange: Bool

        /// In minor units; nil when the number does not fit.
        func minor(_ currency: String?) -> Int? { number.minor(digits: Currency.minorDigits(currency)) }
    }

    private(set) var amounts: [Amount] = []
    /// In lower case, the currency's left out.
    private(set) var words: [String] = []
    /// ISO 4217 code of the first currency.
    private(set) var currency: String?
    /// Letters, or signs that mean something.
    private(set) var hasText = false

    private var text: Scalars
    private var index = 0
    private var named = false
    private var dashes = 0
    private var joins = false
    private var broken = false

    init(_ source: String, defaultCurrency: String?) {
        text = source.unicodeScalars.map(Self.folded)
        while index < text.count {
            if takeCurrency(defaultCurrency) || takeNumber() || takeWord(defaultCurrency) { continue }
            takeSign()
        }
    }

    /// The amount that counts: the first that a currency stands by, or where its range begins.
    var first: Amount? {
        guard let position = amounts.firstIndex(where: \.isNamed) else { return amounts.first }
        return position > 0 && amounts[position].continuesRange ? amounts[position - 1] : amounts[position]
    }

    func rangeEnd(of amount: Amount) -> Amount? {
        guard let position = amounts.firstIndex(of: amount), position + 1 < amounts.count,
            amounts[position + 1].continuesRange
        else { return nil }
        return amounts[position + 1]
    }

    /// Full-width digits and signs, unusual spaces and dashes to their plain forms.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF10...0xFF19, 0xFF0C, 0xFF0E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x2010...0x2015, 0x2212, 0xFF0D, 0x301C, 0xFF5E: "-"
        case 0x2019: "'"
        default: scalar.isSpace ? " " : scalar
        }
    }

    private mutating func takeCurrency(_ defaultCurrency: String?) -> Bool {
        guard let found = Currency.marks.first(where: { text.has($0.mark, at: index) }) else { return false }
        // `$` and `¥` are shared: the table's own currency decides.
        let dollar =
            found.mark == ["$"] && ["AUD", "CAD", "NZD", "HKD", "SGD", "MXN"].contains(defaultCurrency)
        let yuan = found.code == "JPY" && defaultCurrency == "CNY"
        note(dollar || yuan ? defaultCurrency : found.code)
        index += found.mark.count
        return true
    }

    private mutating func note(_ code: String?) {
        currency = currency ?? code
        named = true
        hasText = true
        if let last = amounts.indices.last, !joins, !broken { amounts[last].isNamed = true }
    }

    private mutating func takeNumber() -> Bool {
        guard let (number, end) = WrittenNumber.read(text, at: index) else { return false }
        amounts.append(
            Amount(
                number: number, isNamed: named, isNegative: dashes == 1 && amounts.isEmpty,
                continuesRange: joins && !amounts.isEmpty && !broken))
        index = end
        named = false
        dashes = 0
        joins = false
        broken = false
        return true
    }

    private mutating func takeWord(_ defaultCurrency: String?) -> Bool {
        var end = index
        while end < text.count, text[end].properties.isAlphabetic { end += 1 }
        guard end > index else { return false }
        let word = String(text[index..<end]).lowercased()
        index = end
        hasText = true
        if let code = Currency.words[word] {
            let crowns = ["SEK", "NOK", "DKK", "ISK"].contains(defaultCurrency) ? defaultCurrency : nil
            note(code ?? crowns)
            if word == "p" || word == "pence", let last = amounts.indices.last {
                amounts[last].number = amounts[last].number.hundredth
            }
            if index < text.count, text[index] == "." { index += 1 }
        } else if word == "k", let last = amounts.indices.last, !broken, !joins {
            amounts[last].number = amounts[last].number.thousandfold
        } else if ["to", "bis", "till", "until"].contains(word) {
            joins = true
        } else {
            words.append(word)
            broken = !amounts.isEmpty
        }
        return true
    }

    private mutating func takeSign() {
        switch text[index] {
        case "-":
            dashes += 1
            joins = true
        case " ", ".", ",": break
        default:
            hasText = true
            dashes = 0
            broken = !amounts.isEmpty
        }
        index += 1
    }
}
