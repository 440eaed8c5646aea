/// Reads a price as sellers and shops write it.
struct PriceText {
    /// nil when the text holds no amount.
    private(set) var price: Price?
    /// How it was written; nil for a plain amount.
    private(set) var rule: CleaningRule?

    /// Whether the amount may be a thousand times larger or smaller, or another number of the text.
    private(set) var isDoubtful = false

    /// - Parameters:
    ///   - currency: ISO 4217 code of a price that does not tell its own.
    ///   - form: how the column writes its numbers.
    init(_ text: String, currency: String? = nil, form: NumberForm = NumberForm()) {
        let scalars = Self.plain(text)
        guard !scalars.isEmpty else { return }
        let tokens = PriceTokens(scalars)
        let pence = tokens.numbers.isEmpty || !tokens.asked.0.isPence ? nil : "GBP"
        let found = (tokens.currency ?? pence ?? currency).flatMap(Currency.init(code:))
        guard !tokens.numbers.isEmpty, !Self.isOnlyWords(tokens) else {
            if Self.isFree(scalars), tokens.numbers.isEmpty {
                price = Price(amount: 0, currency: found?.code)
                rule = .priceFree
            } else {
                rule = Self.isOnRequest(scalars) && !tokens.hasShare ? .priceOnRequest : .priceUnreadable
            }
            return
        }
        let reader = AmountReader(currency: found, form: form)
        let (first, second) = tokens.asked
        let isBooked = scalars.first == "(" && scalars.last == ")"
        guard !first.isNegative, !isBooked, let amount = reader.minorUnits(first) else {
            rule = .priceUnreadable
            return
        }
        isDoubtful = reader.isDoubtful(first) || tokens.hasRivals
        price = Price(amount: amount, currency: found?.code)
        if tokens.isForSeveral {
            rule = .priceForSeveral
        } else if let second, let upper = reader.minorUnits(second, like: first), upper != amount {
            price?.amount = min(amount, upper)
            price?.upTo = max(amount, upper)
            rule = .priceRange
        } else if tokens.isLowerBound {
            rule = .priceFrom
        } else if first.exponent != nil {
            rule = .priceScientific
        }
        if let price, JokePrice.isJoke(price) {
            self.price?.doubt = .joke
            rule = .priceJoke
        }
    }

    /// Whether the numbers of a text belong to something else than a price, such as a telephone's: no currency stands
    /// beside them, and words that prices do not have stand around them.
    private static func isOnlyWords(_ tokens: PriceTokens) -> Bool {
        guard !tokens.numbers.contains(where: \.hasCurrency) else { return false }
        return !tokens.words.allSatisfy(usualWords.contains)
    }

    /// Words that stand beside prices and change nothing, or what the rules for them tell.
    private static let usualWords: Set<String> = Set(
        """
        ono obo each ea only now was from for to x p pp per vb vhb fp neg negotiable fixed firm price asking o n inc \
        incl including vat delivered ab bis tot til until à a partir de desde vanaf starting at från da fra od от and \
        pcm pw piece item pair set stück pro excl about around circa ca approx postage free offers offer best or near \
        nearest uvp nur je mwst inkl
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

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
