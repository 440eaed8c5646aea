import SoukCatalog
import Foundation

/// An amount as buyers type it: `£50`, `1,200`, `1.5k`, `20quid`.
struct Money: Equatable {
    /// In minor units of the marketplace's currency.
    var minorUnits: Int
    /// ISO 4217 code of a sign or word next to the number; nil for a bare number.
    var currency: String?

    private static let signs: [(String, String)] = [
        ("£", "GBP"), ("€", "EUR"), ("us$", "USD"), ("$", "USD"), ("gbp", "GBP"), ("eur", "EUR"),
        ("usd", "USD"),
    ]
    static let words: [String: String] = [
        "pounds": "GBP", "pound": "GBP", "quid": "GBP", "gbp": "GBP", "euros": "EUR", "euro": "EUR",
        "eur": "EUR", "dollars": "USD", "dollar": "USD", "usd": "USD",
    ]

    /// Reads a whole word; nil when anything but an amount is in it (`64gb`, `50mm`, `5s`).
    ///
    /// - Parameter digits: of the currency's minor unit: 2 for pence.
    init?(_ word: String, digits: Int) {
        var rest = Substring(word)
        if rest.hasSuffix(".") { rest = rest.dropLast() }
        for (sign, code) in Self.signs where currency == nil {
            if rest.hasPrefix(sign) {
                rest = rest.dropFirst(sign.count)
                currency = code
            } else if rest.hasSuffix(sign) {
                rest = rest.dropLast(sign.count)
                currency = code
            }
        }
        for (name, code) in Self.words where currency == nil && rest.hasSuffix(name) {
            rest = rest.dropLast(name.count)
            currency = code
        }
        var factor = 1.0
        if rest.hasSuffix("k") {
            rest = rest.dropLast()
            factor = 1000
        }
        guard let number = Self.number(rest) else { return nil }
        let units = (number * factor * pow(10, Double(digits))).rounded()
        guard units >= 0, units <= 1e15 else { return nil }
        minorUnits = Int(units)
    }

    /// `1200`, `1,200`, `1,200.50`, `12.5`: at most two decimals, groups of three.
    private static func number(_ text: Substring) -> Double? {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count <= 2, let whole = halves.first, whole.first?.isASCII == true else { return nil }
        if halves.count == 2, !(1...2).contains(halves[1].count) || !halves[1].allSatisfy(isDigit) {
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
