import Foundation

/// Prices as buyers read them.
enum PriceText {
    private static let signs = ["GBP": "£", "EUR": "€", "USD": "$"]

    /// `£1,250`, `£4.50`, `Free`; `No price` where there is none.
    ///
    /// - Parameter minorUnits: pence, cents.
    static func of(_ minorUnits: Int?, _ currency: String?) -> String {
        guard let minorUnits else { return "No price" }
        return minorUnits == 0 ? "Free" : amount(minorUnits, currency)
    }

    /// The same without words: `£0`.
    static func amount(_ minorUnits: Int, _ currency: String?) -> String {
        let magnitude = minorUnits.magnitude
        var text = grouped(magnitude / 100)
        if magnitude % 100 != 0 { text += "." + String("0\(magnitude % 100)".suffix(2)) }
        if minorUnits < 0 { text = "−" + text }
        guard let currency else { return text }
        return signs[currency].map { $0 + text } ?? "\(text) \(currency)"
    }

    /// `£10 to £25`, `under £10`, `£1,000 and over`.
    static func range(from: Int?, below: Int?, _ currency: String?) -> String {
        switch (from, below) {
        case (let from?, let below?) where from > 0: "\(amount(from, currency)) to \(amount(below, currency))"
        case (_, let below?): "under \(amount(below, currency))"
        case (let from?, nil): "\(amount(from, currency)) and over"
        case (nil, nil): "No price"
        }
    }

    /// Whole or with two decimals, for a number field: `1250`, `4.50`.
    static func field(_ minorUnits: Int?) -> String {
        guard let minorUnits, minorUnits >= 0 else { return "" }
        return minorUnits % 100 == 0
            ? "\(minorUnits / 100)" : "\(minorUnits / 100)." + String("0\(minorUnits % 100)".suffix(2))
    }

    /// What a buyer typed into a number field, in minor units; nil for what is no price.
    static func minorUnits(_ text: String) -> Int? {
        let plain = text.filter { !$0.isWhitespace && !"£€$,".contains($0) }
        guard let value = Double(plain), value.isFinite, (0...1e12).contains(value) else { return nil }
        return Int((value * 100).rounded())
    }

    static func grouped(_ number: some BinaryInteger) -> String {
        var text = ""
        for (place, digit) in "\(number)".reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
