import Testing

@testable import Catalog

@Suite struct PriceTests {
    @Test(
        arguments: [
            ("£1,234.00", 123_400, "GBP"), ("1.234,56 €", 123_456, "EUR"), ("€1.234", 123_400, "EUR"),
            ("Rs. 899", 89_900, "INR"), ("Rs. 1,23,456", 12_345_600, "INR"), ("$5", 500, "USD"),
            ("US$ 5.5", 550, "USD"),
            ("GBP 5", 500, "GBP"), ("5 eur", 500, "EUR"), ("¥500", 500, "JPY"), ("￥１２３４", 1234, "JPY"),
            ("CHF 1'200.50", 120_050, "CHF"), ("1 200,50 €", 120_050, "EUR"), ("£.50", 50, "GBP"),
            ("50p", 50, "GBP"),
            ("£1.5k", 150_000, "GBP"), ("£0.00", 0, "GBP"), ("£10 ono", 1000, "GBP"),
            ("12,50 €", 1250, "EUR"),
            ("1.234.567,00 €", 123_456_700, "EUR"), ("A$20", 2000, "AUD"), ("£9.999", 999_900, "GBP"),
            ("KWD 1.250", 1250, "KWD"), ("2 for £10", 1000, "GBP"),
        ] as [(String, Int, String)])
    func amounts(text: String, amount: Int, currency: String) {
        #expect(CleaningFixture.price(text).map { [$0.amount] } == [amount], "\(text)")
        #expect(CleaningFixture.price(text)?.currency == currency)
    }

    @Test func kroner() {
        #expect(CleaningFixture.price("1 200 kr")?.amount == 120_000)
        #expect(CleaningFixture.price("12")?.amount == 1200)
    }

    @Test(arguments: [
        ("£10-£20", 1000, 2000), ("£10 - 20", 1000, 2000), ("£20 to £10", 1000, 2000),
        ("10–20 €", 1000, 2000),
    ])
    func ranges(text: String, low: Int, high: Int) {
        let price = CleaningFixture.price(text)
        #expect(price?.amount == low && price?.upTo == high)
    }

    @Test(arguments: [
        "", "POA", "NaN", "n/a", "-", "make an offer", "-£5", "£99999999999999999999999", "abc",
    ])
    func noAmount(text: String) {
        #expect(CleaningFixture.price(text) == nil)
    }

    @Test func freeIsZero() {
        #expect(CleaningFixture.price("Free")?.amount == 0)
    }

    @Test(arguments: [
        ("£123456", true), ("£1,234,567.00", true), ("£99,999,999.00", true), ("£11111111", true),
        ("£1,250.00", false), ("£40.00", false), ("£9,999.00", false), ("£125,000", false),
    ])
    func jokes(text: String, isJoke: Bool) {
        #expect((CleaningFixture.price(text)?.doubt == .joke) == isJoke)
    }
}
