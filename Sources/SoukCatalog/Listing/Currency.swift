/// A currency, and how many digits its minor unit has.
public struct Currency: Sendable, Hashable {
    /// ISO 4217.
    public let code: String
    /// 2 for pounds and pence, 0 for yen.
    public let digits: Int

    /// The currency of a code in capitals; nil for what is none.
    public init?(code: String) {
        guard Self.known.contains(code) else { return nil }
        self.code = code
        digits = Self.without.contains(code) ? 0 : Self.thousandths.contains(code) ? 3 : 2
    }

    /// Pounds: the currency of a marketplace that says nothing else.
    public static let standard = Currency(code: "GBP", digits: 2)

    private init(code: String, digits: Int) { (self.code, self.digits) = (code, digits) }

    /// How many minor units one major unit has: 100 for pounds, 1 for yen.
    public var scale: Int { digits == 0 ? 1 : digits == 3 ? 1000 : 100 }

    /// The same number of major units in minor units of this currency, rounded half up: 45.00 of two digits is 45
    /// of none.
    ///
    /// - Parameter other: nil for an unknown currency, which has two digits.
    func minorUnits(_ amount: Int, from other: Currency?) -> Int {
        let from = other?.scale ?? 100
        let (whole, rest) = amount.quotientAndRemainder(dividingBy: from)
        return whole * scale + (rest * scale * 2 + from) / (from * 2)
    }

    private static let without: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF",
        "XOF", "XPF",
    ]
    private static let thousandths: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
    private static let known: Set<String> = Set(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
        CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
        HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
        LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
        PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
        TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// A text that stands for a currency, in small letters.
    struct Sign: Sendable {
        var text: String
        var code: String
        /// Whether it means the currency in any text; `ft` does in a column of prices alone.
        var isSure = true
    }

    /// The one table of signs and abbreviations; of two that begin alike the longer one stands first.
    static let signs: [Sign] =
        sure.map { Sign(text: $0.0, code: $0.1) }
        + inPricesAlone.map { Sign(text: $0.0, code: $0.1, isSure: false) }

    /// Whether a character that is no letter stands for a currency: `£`, `€`.
    static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .currencySymbol
    }

    private static let sure = [
        ("us$", "USD"), ("au$", "AUD"), ("ca$", "CAD"), ("nz$", "NZD"), ("hk$", "HKD"), ("a$", "AUD"),
        ("c$", "CAD"), ("s$", "SGD"), ("r$", "BRL"), ("₹", "INR"), ("£", "GBP"), ("€", "EUR"), ("$", "USD"),
        ("jp¥", "JPY"), ("¥", "JPY"), ("円", "JPY"), ("元", "CNY"), ("₩", "KRW"), ("₽", "RUB"), ("руб", "RUB"),
        ("₺", "TRY"), ("₴", "UAH"), ("₫", "VND"), ("₦", "NGN"), ("₱", "PHP"), ("₪", "ILS"), ("฿", "THB"),
        ("zł", "PLN"), ("kč", "CZK"), ("лв", "BGN"), ("gbp", "GBP"), ("usd", "USD"), ("jpy", "JPY"),
        ("chf", "CHF"), ("pounds", "GBP"), ("pound", "GBP"), ("quid", "GBP"), ("euros", "EUR"),
        ("euro", "EUR"), ("eur", "EUR"), ("dollars", "USD"), ("dollar", "USD"), ("rupees", "INR"),
        ("yen", "JPY"),
    ]
    private static let inPricesAlone = [
        ("rs.", "INR"), ("rs", "INR"), ("ft", "HUF"), ("fr.", "CHF"), ("kr.", "DKK"), ("kr", "SEK"),
        ("lei", "RON"),
    ]
}
