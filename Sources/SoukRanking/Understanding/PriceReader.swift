import SoukCatalog

/// Reads demands on the price. An amount with a currency is certain; a bare number only behind a comparison,
/// at the end of a thought, and when it cannot be a size, an age or a count.
struct PriceReader {
    /// The marketplace's currency, and what others are worth.
    let rates: ExchangeRates

    func read(_ view: TokenView) -> Reading? {
        range(view) ?? comparison(view) ?? trailing(view) ?? named(view)
    }

    // MARK: Amounts

    private struct Amount {
        var money: BuyersAmount
        var count: Int
    }

    /// An amount at an offset, with the currency's word behind it.
    private func amount(_ view: TokenView, at offset: Int) -> Amount? {
        guard let word = view.word(offset) else { return nil }
        if word.count == 3, let named = TypedAmount.currency(named: word), let next = view.word(offset + 1),
            let amount = BuyersAmount(next), amount.currency == nil
        {
            return Amount(money: BuyersAmount(amount.number, named), count: 2)
        }
        guard let amount = BuyersAmount(word) else { return nil }
        if amount.currency == nil, let named = view.word(offset + 1).flatMap(TypedAmount.currency(named:)) {
            return Amount(money: BuyersAmount(amount.number, named), count: 2)
        }
        return Amount(money: amount, count: 1)
    }

    /// In the marketplace's currency; an end without a currency has that of the other.
    private func reading(
        _ view: TokenView, _ count: Int, _ minimum: BuyersAmount?, _ maximum: BuyersAmount?
    ) -> Reading? {
        let text = view.tokens[view.start..<(view.start + count)].map(\.text).joined(separator: " ")
        let currency = minimum?.currency ?? maximum?.currency ?? rates.base
        let ends = [minimum, maximum].map { $0.flatMap { $0.minorUnits(in: $0.currency ?? currency, rates) } }
        guard (ends[0] == nil) == (minimum == nil), (ends[1] == nil) == (maximum == nil) else {
            return Reading(
                count: count, meaning: .price(minimum: nil, maximum: nil),
                note: .foreignCurrency(text: text, currency: currency.code, expected: rates.base.code))
        }
        guard let low = ends[0], let high = ends[1], low > high else {
            return Reading(count: count, meaning: .price(minimum: ends[0], maximum: ends[1]))
        }
        return Reading(
            count: count, meaning: .price(minimum: high, maximum: low), note: .pricesSwapped(text: text))
    }

    // MARK: £20-£40, £20 to £40, between 20 and 40

    private func range(_ view: TokenView) -> Reading? {
        if let word = view.word(0), let found = joined(word, view) { return found }
        let opening = view.word(0)
        let start = opening == "between" || opening == "from" ? 1 : 0
        guard let low = amount(view, at: start), let link = view.word(start + low.count),
            opening == "between" ? link == "and" || link == "-" || link == "to" : link == "to" || link == "-",
            let high = amount(view, at: start + low.count + 1)
        else { return nil }
        let count = start + low.count + 1 + high.count
        let isPriced = low.money.currency != nil || high.money.currency != nil
        guard isPriced || (opening == "between" && isBareAmount(high.money, view, count: count)) else {
            return nil
        }
        return reading(view, count, low.money, high.money)
    }

    /// Both ends in one word, parted by a dash.
    private func joined(_ word: String, _ view: TokenView) -> Reading? {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let low = BuyersAmount(parts[0]), var high = BuyersAmount(parts[1])
        else { return nil }
        var count = 1
        if low.currency == nil, high.currency == nil {
            guard let named = view.word(1).flatMap(TypedAmount.currency(named:)) else { return nil }
            high.currency = named
            count = 2
        }
        return reading(view, count, low, high)
    }

    // MARK: under £50, less than 100, max 50

    private static let openings: [(words: [String], isMaximum: Bool)] = [
        (["no", "more", "than"], true), (["not", "more", "than"], true), (["no", "less", "than"], false),
        (["not", "less", "than"], false), (["less", "than"], true), (["cheaper", "than"], true),
        (["more", "than"], false), (["up", "to"], true), (["at", "most"], true), (["at", "least"], false),
        (["under"], true), (["below"], true), (["max"], true), (["maximum"], true), (["over"], false),
        (["above"], false), (["min"], false), (["minimum"], false), (["from"], false), (["<"], true),
        ([">"], false), (["<="], true), ([">="], false),
    ]

    private func comparison(_ view: TokenView) -> Reading? {
        for (words, isMaximum) in Self.openings where view.hasWords(words, at: 0) {
            guard let amount = amount(view, at: words.count) else { continue }
            let count = words.count + amount.count
            let isCertain =
                amount.money.currency != nil
                || (words != ["from"] && isBareAmount(amount.money, view, count: count))
            guard isCertain else { return nil }
            return reading(view, count, isMaximum ? nil : amount.money, isMaximum ? amount.money : nil)
        }
        guard let word = view.word(0), let sign = ["<=", ">=", "<", ">"].first(where: word.hasPrefix),
            let money = BuyersAmount(String(word.dropFirst(sign.count))), money.currency != nil
        else { return nil }
        return sign.hasPrefix("<") ? reading(view, 1, nil, money) : reading(view, 1, money, nil)
    }

    /// What speaks of a size, an age or a distance when it stands before a comparison.
    private static let measures: Set<String> = [
        "size", "age", "aged", "ages", "mileage", "miles", "mile", "weight", "height", "width", "depth",
        "length",
        "engine", "power", "watts", "years", "year", "months", "storage", "memory", "screen", "for", "kids",
        "children", "child", "capacity", "diameter", "bhp", "hp", "cc", "seats", "players", "reg",
    ]
    private static let smallest = 10.0

    /// Whether a number without a currency can only be a price.
    private func isBareAmount(_ money: BuyersAmount, _ view: TokenView, count: Int) -> Bool {
        guard view.ends(after: count), let last = view.word(count - 1), !["4k", "5k", "8k"].contains(last)
        else { return false }
        return money.number >= Self.smallest
            && view.word(-1).map { !Self.measures.contains($0) } ?? true
    }

    // MARK: £50 or less, £100+, £50 max

    private static let closings: [(words: [String], isMaximum: Bool)] = [
        (["or", "less"], true), (["or", "under"], true), (["or", "below"], true), (["or", "cheaper"], true),
        (["max"], true), (["maximum"], true), (["tops"], true), (["or", "more"], false),
        (["or", "over"], false),
        (["or", "above"], false), (["min"], false), (["minimum"], false), (["upwards"], false),
    ]

    private func trailing(_ view: TokenView) -> Reading? {
        if let word = view.word(0), word.hasSuffix("+"),
            let money = BuyersAmount(String(word.dropLast())), money.currency != nil
        {
            return reading(view, 1, money, nil)
        }
        guard let amount = amount(view, at: 0), amount.money.currency != nil else { return nil }
        for (words, isMaximum) in Self.closings where view.hasWords(words, at: amount.count) {
            let count = amount.count + words.count
            return isMaximum
                ? reading(view, count, nil, amount.money) : reading(view, count, amount.money, nil)
        }
        return nil
    }
}

// MARK: £50

extension PriceReader {
    /// An amount with a currency by itself, at the beginning or at the end: about so much.
    private func named(_ view: TokenView) -> Reading? {
        guard let amount = amount(view, at: 0), amount.money.currency != nil, amount.money.number > 0,
            view.tokens.count > amount.count
        else { return nil }
        let next = view.word(amount.count)
        guard view.ends(after: amount.count) || (view.start == 0 && !Self.valued.contains(next ?? "")) else {
            return nil
        }
        // `dumbbells 20 pounds` speaks of a weight.
        if amount.count == 2, view.tokens.contains(where: { Self.weights.contains($0.word) }) { return nil }
        guard let reading = reading(view, amount.count, amount.money, amount.money),
            case .price(let price?, _) = reading.meaning
        else { return nil }
        return Reading(count: reading.count, meaning: .aboutPrice(price))
    }

    /// What an amount is printed on: `£5 note`.
    private static let valued: Set<String> = [
        "coin", "coins", "note", "notes", "voucher", "vouchers", "gift", "card", "stamp", "stamps", "piece",
        "pieces", "bill", "bills", "token", "tokens", "book", "credit", "shop",
    ]

    private static let weights: Set<String> = [
        "dumbbell", "dumbbells", "kettlebell", "kettlebells", "barbell", "barbells", "weight", "weights",
        "plate",
        "plates", "vest", "sinker", "sinkers", "bowling",
    ]
}

/// An amount as buyers type it: `£50`, `1,200`, `1.5k`, `20quid`.
private struct BuyersAmount {
    /// In major units.
    var number: Double
    /// Of a sign or word next to the number; nil for a bare number.
    var currency: Currency?

    init(_ number: Double, _ currency: Currency?) { (self.number, self.currency) = (number, currency) }

    init?(_ word: String) {
        guard let (number, currency) = TypedAmount.read(word) else { return nil }
        self.init(number, currency)
    }

    /// In minor units of the marketplace's currency; nil without a rate.
    func minorUnits(in currency: Currency, _ rates: ExchangeRates) -> Int? {
        let units = (number * Double(currency.scale)).rounded()
        guard units <= 1e15 else { return nil }
        return rates.inBase(Int(units), currency.code)
    }
}
