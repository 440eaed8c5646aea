/// The currencies that prices are written in.
enum Currency {
    /// Digits after the decimal point in the usual notation (ISO 4217).
    static func minorDigits(_ code: String?) -> Int {
        switch code {
        case "JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "PYG": 0
        case "KWD", "BHD", "OMR", "JOD", "TND": 3
        default: 2
        }
    }

    /// Longer marks stand before those that they contain.
    static let marks: [(mark: Scalars, code: String)] = [
        ("R$", "BRL"), ("A$", "AUD"), ("AU$", "AUD"), ("C$", "CAD"), ("CA$", "CAD"), ("NZ$", "NZD"),
        ("HK$", "HKD"),
        ("S$", "SGD"), ("US$", "USD"), ("£", "GBP"), ("￡", "GBP"), ("€", "EUR"), ("$", "USD"), ("＄", "USD"),
        ("¥", "JPY"), ("￥", "JPY"), ("₹", "INR"), ("₩", "KRW"), ("₽", "RUB"), ("₺", "TRY"), ("₴", "UAH"),
        ("₫", "VND"), ("₪", "ILS"), ("₦", "NGN"), ("฿", "THB"), ("zł", "PLN"), ("Kč", "CZK"), ("元", "CNY"),
        ("円", "JPY"),
    ].map { (Scalars($0.0.unicodeScalars), $0.1) }

    /// Words and codes, in lower case; `kr` is shared by four countries and names none of them.
    static let words: [String: String?] = {
        let codes = """
            aed ars aud bhd brl cad chf clp cny czk dkk egp eur gbp hkd huf idr ils inr isk jod jpy kes krw kwd mxn myr \
            ngn nok nzd omr php pkr pln qar ron rub sar sek sgd thb tnd try twd uah usd vnd zar
            """
        var words: [String: String?] = [:]
        for code in codes.split(separator: " ") { words[String(code)] = code.uppercased() }
        for (word, code) in [
            "rs": "INR", "rupees": "INR", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP",
            "quid": "GBP", "dollar": "USD", "dollars": "USD", "yen": "JPY", "fr": "CHF", "ft": "HUF",
            "p": "GBP",
            "pence": "GBP",
        ] {
            words[word] = code
        }
        words["kr"] = .some(nil)
        return words
    }()
}
