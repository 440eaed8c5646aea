import ArgumentParser
import Foundation
import SoukCatalog

/// Amounts as they are written on the command line.
enum Amounts {
    /// `10..50`, `..50`, `10..` or `50` (at most), in minor units; with or without a sign, `€10..€50`.
    ///
    /// - Parameter currency: of amounts without a sign.
    static func prices(
        _ text: String, currency: Currency
    ) throws -> (minimum: Int?, maximum: Int?, currency: Currency) {
        let parts = text.components(separatedBy: "..")
        guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }) else { throw priceError(text) }
        let signed = parts.lazy.compactMap { Money(typed: $0, currency: nil)?.currency }.first ?? currency
        let ends = try parts.map { part in try part.isEmpty ? nil : minorUnits(part, signed, of: text) }
        let (low, high) = ends.count == 2 ? (ends[0], ends[1]) : (nil, ends[0])
        if let low, let high, low > high {
            throw ValidationError("--price \(text): the lowest price is above the highest; swap them")
        }
        return (low, high, signed)
    }

    /// `30km`, `20mi`, `20 miles`, or a bare number of kilometres.
    static func kilometres(_ text: String) throws -> Double {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        let factors = ["": 1, "km": 1, "mi": 1.609344, "mile": 1.609344, "miles": 1.609344]
        guard let number = Double(digits), number > 0, let factor = factors[unit] else {
            throw ValidationError("--within \(text): expected a distance such as 30km or 20mi")
        }
        return number * factor
    }

    private static func minorUnits(_ text: String, _ currency: Currency, of whole: String) throws -> Int {
        guard let money = Money(typed: text, currency: currency), money.currency == currency else {
            throw priceError(whole)
        }
        return money.minorUnits
    }

    private static func priceError(_ text: String) -> ValidationError {
        ValidationError("--price \(text): expected a range such as 10..50, ..50 or 10..")
    }
}
