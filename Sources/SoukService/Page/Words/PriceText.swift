import SoukCatalog

/// Prices as buyers read them.
enum PriceText {
    /// `£1,250`, `£4.50`, `Free`; `No price` where there is none.
    ///
    /// - Parameter minorUnits: pence, cents.
    static func of(_ minorUnits: Int?, _ currency: String?) -> String {
        guard let minorUnits else { return "No price" }
        return minorUnits == 0 ? "Free" : amount(minorUnits, currency)
    }

    /// The same without words: `£0`.
    static func amount(_ minorUnits: Int, _ currency: String?) -> String {
        Money(minorUnits, code: currency).text()
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

    static func grouped(_ number: some BinaryInteger) -> String {
        var text = ""
        for (place, digit) in "\(number)".reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
