/// Reads asking prices as sellers and shops write them.
struct PriceParser {
    enum Reading: Equatable {
        /// The table holds none.
        case none
        case price(Price)
        /// "POA", "make an offer".
        case onRequest
        case unreadable
    }

    /// ISO 4217 code for prices that name no currency.
    var defaultCurrency: String?

    func parse(_ text: String) -> Reading {
        let tokens = PriceTokens(text, defaultCurrency: defaultCurrency)
        let words = Set(tokens.words)
        guard let choice = tokens.first else {
            return reading(of: words, hasOtherText: tokens.hasText)
        }
        guard !choice.isNegative else { return .unreadable }
        let code = tokens.currency ?? defaultCurrency
        // "was £50, now £30"
        let chosen = words.contains("now") ? tokens.amounts.last ?? choice : choice
        guard let amount = chosen.minor(code) else { return .unreadable }
        var price = Price(amount: amount, currency: code)
        if let upper = tokens.rangeEnd(of: chosen)?.minor(code), upper != amount {
            price.amount = min(amount, upper)
            price.upTo = max(amount, upper)
        }
        if JokePrice.isJoke(price.amount, currency: code) { price.doubt = .joke }
        return .price(price)
    }

    private func reading(of words: Set<String>, hasOtherText: Bool) -> Reading {
        if !words.isDisjoint(with: ["free", "gratis", "kostenlos", "freebie"]) {
            return .price(Price(amount: 0, currency: defaultCurrency))
        }
        if !words.isDisjoint(with: [
            "poa", "offer", "offers", "application", "request", "ask", "negotiable", "vb", "call",
        ]) {
            return .onRequest
        }
        let nothing: Set<String> = ["n", "a", "na", "nan", "null", "none", "nil", "unknown", "tbc", "tbd"]
        return words.isSubset(of: nothing) && !hasOtherText ? .none : .unreadable
    }
}

/// Prices that are typed for fun or to say "ask me".
enum JokePrice {
    /// 12345…, …54321 and five or more equal digits, in whole units of the currency.
    static func isJoke(_ amount: Int, currency: String?) -> Bool {
        let unit = [1, 10, 100, 1000][Currency.minorDigits(currency)]
        let digits = Array(String((amount / unit).magnitude).utf8)
        guard digits.count >= 5 else { return false }
        let steps = Set(zip(digits, digits.dropFirst()).map { Int($1) - Int($0) })
        if steps == [1] || steps == [-1] || steps == [0] { return true }
        return digits.starts(with: Array("123456789".utf8)) && digits.count >= 9
    }
}
