import Testing

@testable import SoukCatalog

@Suite("Prices")
struct PriceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var amount: Int?
        var currency: String?
        var upTo: Int?
        var doubt: Price.Doubt?

        init(
            _ text: String, _ amount: Int?, _ currency: String? = nil, upTo: Int? = nil,
            doubt: Price.Doubt? = nil
        ) {
            self.text = text
            self.amount = amount
            self.currency = currency
            self.upTo = upTo
            self.doubt = doubt
        }
        var testDescription: String { text }
    }

    @Test(
        "are read as sellers write them",
        arguments: [
            Case("£1,234.00", 123_400, "GBP"), Case("£0.00", 0, "GBP"), Case("£5", 500, "GBP"),
            Case("GBP 5", 500, "GBP"),
            Case("5 GBP", 500, "GBP"), Case("1.234,56 €", 123_456, "EUR"), Case("1.234 €", 123_400, "EUR"),
            Case("12,50 EUR", 1250, "EUR"), Case("€ 3,5", 350, "EUR"), Case("Rs. 899", 89_900, "INR"),
            Case("₹1,00,000", 10_000_000, "INR"), Case("$5", 500, "USD"), Case("US$ 19.99", 1999, "USD"),
            Case("A$20", 2000, "AUD"), Case("¥500", 500, "JPY"), Case("￥５００", 500, "JPY"),
            Case("1 200 kr", 120_000, "SEK"),
            Case("1'250.50 CHF", 125_050, "CHF"), Case("R$ 1.234,56", 123_456, "BRL"),
            Case("149 zł", 14_900, "PLN"),
            Case("£1.5k", 150_000, "GBP"), Case("£2k", 200_000, "GBP"),
            Case("£10-£20", 1000, "GBP", upTo: 2000),
            Case("10 - 20 EUR", 1000, "EUR", upTo: 2000), Case("£20 to £10", 1000, "GBP", upTo: 2000),
            Case("£5 each", 500, "GBP"), Case("2 for £10", 1000, "GBP"), Case("was £50 now £20", 2000, "GBP"),
            Case("£40 ono", 4000, "GBP"), Case("50p", 50, "GBP"), Case("£1.50p", 150, "GBP"),
            Case("40", 4000), Case("40.5", 4050), Case("12.435", 1_243_500), Case("1200.000", 120_000),
            Case("34.000000", 3400),
            Case("0.999", 100),
            Case("1,234", 123_400), Case("1,534,567.89", 153_456_789), Case("0", 0), Case("Free", 0),
            Case("FREE!", 0),
            Case("Zu verschenken", 0), Case("Â£5", 500, "GBP"), Case("&pound;5.00", 500, "GBP"),
            Case("£ 5 . 00", 500, "GBP"),
            Case("£12,345.00", 1_234_500, "GBP", doubt: .joke), Case("123456", 12_345_600, doubt: .joke),
            Case("£99,999,999.00", 9_999_999_900, "GBP", doubt: .joke),
            Case("£11,111", 1_111_100, "GBP", doubt: .joke),
            Case("£12,500", 1_250_000, "GBP"), Case("£9,999", 999_900, "GBP"), Case("POA", nil),
            Case("Price on application", nil),
            Case("NaN", nil), Case("-5", nil), Case("£-5.00", nil), Case("-£5", nil), Case("", nil),
            Case("-", nil),
            Case("99999999999999999999999999", nil), Case("1e9", 100_000_000_000, doubt: .joke),
            Case("1.23E+03", 123_000), Case("4.5e-1", 45), Case("cheap", nil), Case("(25.00)", nil),
            Case("10%", nil), Case("20 % off", nil), Case("call 07700 900123", nil),
            Case("buy 2 get 1 free", nil), Case("from £5", 500, "GBP"), Case("ab 5 €", 500, "EUR"),
            Case("£5+", 500, "GBP"), Case("3 x £5", 500, "GBP"), Case("3/£10", 1000, "GBP"),
            Case("£20 (10% off)", 2000, "GBP"), Case("12.500 KWD", 12_500, "KWD"),
        ])
    func written(_ example: Case) {
        let price = PriceText(example.text).price
        #expect(price?.amount == example.amount)
        #expect(price?.currency == example.currency)
        #expect(price?.upTo == example.upTo)
        #expect(price?.doubt == example.doubt)
    }

    @Test("the mapping's currency and decimal mark count where the text does not tell")
    func hints() {
        #expect(PriceText("1.234", currency: "EUR").price == Price(amount: 123_400, currency: "EUR"))
        #expect(PriceText("1,234", form: NumberForm(decimal: ",")).price == Price(amount: 123))
        #expect(PriceText("1.234", form: NumberForm(decimal: ",")).price == Price(amount: 123_400))
        #expect(PriceText("$5", currency: "EUR").price?.currency == "USD")
    }

    @Test(
        "each form is told",
        arguments: [
            ("Free", CleaningRule.priceFree), ("POA", .priceOnRequest), ("£1-£2", .priceRange),
            ("cheap", .priceUnreadable),
            ("£-5", .priceUnreadable), ("£22,222", .priceJoke), ("(25.00)", .priceUnreadable),
            ("10%", .priceUnreadable), ("2 for £10", .priceForSeveral), ("2 x 5 EUR", .priceForSeveral),
            ("from £5", .priceFrom), ("desde 5 €", .priceFrom), ("£5+", .priceFrom),
            ("1.23E+03", .priceScientific),
            ("£10 to £20", .priceRange), ("call 07700900123", .priceOnRequest),
        ])
    func rules(_ text: String, _ rule: CleaningRule) {
        #expect(PriceText(text).rule == rule)
    }

    @Test(
        "an amount that may be another one is in doubt",
        arguments: [
            ("1.450", true), ("£1.450", true), ("1.450 €", false), ("1,450", false), ("1.45", false),
            ("0.450", false), ("1200.000", false), ("£10 £20", true), ("was £50 now £20", false),
            ("£10-£20", false),
            ("1.450.000", false), ("10/20", true),
        ])
    func doubts(_ text: String, _ expected: Bool) {
        #expect(PriceText(text).isDoubtful == expected)
    }

    @Test("outliers are flagged by category, jokes stay jokes, small categories judge nobody")
    func outliers() {
        let usual = (0..<100).map {
            (category: "Chairs", price: Price(amount: 2000 + 60 * $0, currency: "GBP"))
        }
        let outliers = PriceOutliers(usual)
        #expect(usual.allSatisfy { !outliers.isOutlier($0.price, category: "Chairs") })
        #expect(
            outliers.flag(Price(amount: 5_000_000, currency: "GBP"), category: "Chairs").doubt == .outlier)
        #expect(outliers.flag(Price(amount: 1, currency: "GBP"), category: "Chairs").doubt == .outlier)
        #expect(outliers.flag(Price(amount: 0, currency: "GBP"), category: "Chairs").doubt == nil)
        let joke = Price(amount: 9_999_999, currency: "GBP", doubt: .joke)
        #expect(outliers.flag(joke, category: "Chairs") == joke)
        #expect(!outliers.isOutlier(Price(amount: 5_000_000, currency: "GBP"), category: "Cars"))
    }
}
