public import Foundation

/// An amount of money in minor units of its currency.
public struct Money: Sendable, Hashable {
    /// Pence, cents, yen.
    public var minorUnits: Int
    /// nil when it is not known; such amounts have two digits.
    public var currency: Currency?

    /// An amount of minor units: 4500 pounds' pence are £45.00.
    public init(_ minorUnits: Int, _ currency: Currency?) {
        (self.minorUnits, self.currency) = (minorUnits, currency)
    }

    /// An amount of minor units in a currency that is named by its code.
    ///
    /// - Parameters:
    ///   - minorUnits: Pence, cents, or whole yen.
    ///   - code: ISO 4217; nil, and text that is no code, mean an unknown currency.
    public init(_ minorUnits: Int, code: String?) {
        self.init(minorUnits, code.flatMap(Currency.init(code:)))
    }

    /// How amounts are written unless told otherwise.
    public static let defaultLocale = Locale(identifier: "en_GB")

    /// Which digits behind the decimal mark a text shows.
    public enum Fraction: Sendable {
        case always
        /// None for whole amounts: `£45`.
        case whereNeeded
    }

    private var digits: Int { currency?.digits ?? 2 }
    /// How many minor units one major unit has.
    public var scale: Int { currency?.scale ?? 100 }

    /// In major units: pounds, dollars, yen.
    public var majorUnits: Double { Double(minorUnits) / Double(scale) }

    /// As people of a locale write it: `£1,250`, `€45.50`, `JP¥4,500`; a bare number in an unknown currency.
    public func text(_ fraction: Fraction = .whereNeeded, locale: Locale = Money.defaultLocale) -> String {
        let amount = Decimal(minorUnits) / Decimal(scale)
        let shown = fraction == .whereNeeded && minorUnits % scale == 0 ? 0 : digits
        guard let currency else {
            return amount.formatted(.number.precision(.fractionLength(shown)).locale(locale))
        }
        return amount.formatted(
            .currency(code: currency.code).precision(.fractionLength(shown)).locale(locale))
    }

    /// For a number field: `1250`, `4.50`; no signs, no groups, a full stop before the minor unit.
    public var plainText: String {
        let (whole, rest) = (minorUnits.magnitude / UInt(scale), minorUnits.magnitude % UInt(scale))
        let sign = minorUnits < 0 ? "-" : ""
        guard rest > 0 else { return "\(sign)\(whole)" }
        let padded = String(repeating: "0", count: digits - "\(rest)".count) + "\(rest)"
        return "\(sign)\(whole).\(padded)"
    }
}

extension Money {
    /// Reads what people type where an amount is asked for: `£50`, `1,200`, `1.5k`, `20quid`, `¥4500`; nil when
    /// anything but an amount is in the text (`64gb`, `50mm`, `5s`).
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - currency: The currency of an amount that does not tell its own.
    public init?(typed text: String, currency: Currency?) {
        guard let (amount, own) = TypedAmount.read(text) else { return nil }
        let currency = own ?? currency
        let units = (amount * Double(currency?.scale ?? 100)).rounded()
        guard (0...1e15).contains(units) else { return nil }
        self.init(Int(units), currency)
    }
}

/// An amount in major units with a sign or a word for its currency.
package enum TypedAmount {
    /// The amount, and the currency that a sign or word next to it names.
    package static func read(_ text: String) -> (amount: Double, currency: Currency?)? {
        var rest = Substring(text.lowercased())
        if rest.hasSuffix(".") { rest = rest.dropLast() }
        var currency: Currency?
        for sign in Currency.signs where sign.isSure && currency == nil {
            if rest.hasPrefix(sign.text) {
                rest = rest.dropFirst(sign.text.count)
            } else if rest.hasSuffix(sign.text) {
                rest = rest.dropLast(sign.text.count)
            } else {
                continue
            }
            currency = Currency(code: sign.code)
        }
        var factor = 1.0
        if rest.hasSuffix("k") {
            rest = rest.dropLast()
            factor = 1000
        }
        return number(rest).map { ($0 * factor, currency) }
    }

    /// The currency that a word behind a number names: `pounds`, `eur`.
    package static func currency(named word: String) -> Currency? {
        let sign = Currency.signs.first { $0.isSure && $0.text == word && word.allSatisfy(\.isLetter) }
        return sign.flatMap { Currency(code: $0.code) }
    }

    /// `1200`, `1,200`, `1,200.50`, `12.5`: groups of three, and at most three decimals.
    private static func number(_ text: Substring) -> Double? {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2, let whole = halves.first else { return nil }
        if halves.count == 2, !(1...3).contains(halves[1].count) || !halves[1].allSatisfy(isDigit) {
            return nil
        }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped =
            groups.count == 1
            || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        guard isGrouped, groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
        return Double(text.replacing(",", with: ""))
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
