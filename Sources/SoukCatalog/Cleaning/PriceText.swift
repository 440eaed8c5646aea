/// Reads a price as sellers and shops write it.
struct PriceText {
    /// nil when the text holds no amount.
    private(set) var price: Price?
    /// How it was written; nil for a plain amount.
    private(set) var rule: CleaningRule?

    /// - Parameters:
    ///   - currency: ISO 4217 code of a price that does not tell its own.
    ///   - decimal: the decimal mark, `.` or `,`, where it cannot be seen.
    init(_ text: String, currency: String? = nil, decimal: String? = nil) {
        let scalars = Self.plain(text)
        guard !scalars.isEmpty else { return }
        let tokens = PriceTokens(scalars)
        let pence = tokens.numbers.isEmpty || !tokens.asked.0.isPence ? nil : "GBP"
        let found = (tokens.currency ?? pence ?? currency).flatMap(Currency.init(code:))
        let mark = decimal.flatMap(\.unicodeScalars.first)
        guard !tokens.numbers.isEmpty else {
            if Self.isFree(scalars) {
                price = Price(amount: 0, currency: found?.code)
                rule = .priceFree
            } else {
                rule = Self.isOnRequest(scalars) ? .priceOnRequest : .priceUnreadable
            }
            return
        }
        let reader = AmountReader(currency: found, decimal: mark)
        let (first, second) = tokens.asked
        guard !first.isNegative, let amount = reader.minorUnits(first) else {
            rule = .priceUnreadable
            return
        }
        price = Price(amount: amount, currency: found?.code)
        if let second, let upper = reader.minorUnits(second, like: first), upper != amount {
            price?.amount = min(amount, upper)
            price?.upTo = max(amount, upper)
            rule = .priceRange
        }
        if let price, JokePrice.isJoke(price) {
            self.price?.doubt = .joke
            rule = .priceJoke
        }
    }

    /// Digits of any script as ASCII, full-width signs as usual ones, one kind of space, small letters.
    private static func plain(_ text: String) -> Scalars {
        var scalars = Scalars()
        for scalar in text.unicodeScalars.prefix(200) {
            switch scalar.value {
            case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0xFFE1: scalars.append("£")
            case 0xFFE5: scalars.append("¥")
            case 0x2019, 0x02BC, 0x66C: scalars.append("'")
            case 0x66B: scalars.append(",")
            case 0x2212: scalars.append("-")
            default: scalars.append(scalar.isSpace ? " " : scalar.asciiDigit)
            }
        }
        _ = Mojibake.mend(&scalars)
        _ = Entities.decode(&scalars)
        _ = Invisibles.remove(&scalars)
        _ = WhiteSpace.collapse(&scalars, keepsLines: false)
        return Array(String(scalars).lowercased().unicodeScalars)
    }

    private static let freeWords: Set<String> = [
        "free", "gratis", "kostenlos", "umsonst", "gratuit", "verschenken", "verschenke", "giveaway",
        "freebie", "nothing",
    ]
    private static let requestWords: Set<String> = [
        "poa", "application", "request", "ask", "call", "contact", "enquire", "inquire", "offer", "offers",
        "vb", "vhb",
        "verhandlungsbasis", "anfrage", "negotiable", "swap", "trade", "tausch", "tbc", "tba", "n", "na",
        "none", "please",
        "see", "bieden", "aanvraag", "demande",
    ]

    private static func words(_ text: Scalars) -> [String] {
        text.split { !$0.isLetter }.map { String($0) }
    }

    private static func isFree(_ text: Scalars) -> Bool { words(text).contains(where: freeWords.contains) }

    private static func isOnRequest(_ text: Scalars) -> Bool {
        let words = words(text)
        return words.isEmpty || words.contains(where: requestWords.contains)
    }
}
