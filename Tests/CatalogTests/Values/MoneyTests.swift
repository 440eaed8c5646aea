import Foundation
import Testing

@testable import SoukCatalog

struct MoneyTests {
    @Test(
        arguments: [
            (4_500, "GBP", "£45", "£45.00"), (1, "GBP", "£0.01", "£0.01"), (0, "GBP", "£0", "£0.00"),
            (4_550, "EUR", "€45.50", "€45.50"), (123_456_700, "USD", "US$1,234,567", "US$1,234,567.00"),
            (4_500, "JPY", "JP¥4,500", "JP¥4,500"), (4_500, nil, "45", "45.00"),
            (Int.max, "GBP", "£92,233,720,368,547,758.07", "£92,233,720,368,547,758.07"),
        ] as [(Int, String?, String, String)])
    func texts(units: Int, code: String?, short: String, long: String) {
        #expect(Money(units, code: code).text() == short)
        #expect(Money(units, code: code).text(.always) == long)
    }

    @Test func dinarsHaveThreeDigits() {
        let text = Money(4_500, code: "KWD").text()
        #expect(text.contains("4.500") && text.contains("KWD"))
        #expect(Money(4_500, code: "KWD").majorUnits == 4.5)
    }

    @Test func localesWriteTheirOwn() {
        let price = Money(123_450, code: "EUR")
        #expect(price.text(locale: Locale(identifier: "de_DE")).hasPrefix("1.234,50"))
        #expect(Money(4_500, code: "JPY").text(locale: Locale(identifier: "ja_JP")).contains("4,500"))
        #expect(Money(4_500, code: "USD").text(locale: Locale(identifier: "en_US")) == "$45")
    }

    @Test(
        arguments: [
            (0, "GBP", "0"), (4_500, "GBP", "45"), (4_505, "GBP", "45.05"), (4_500, "JPY", "4500"),
            (4_005, "KWD", "4.005"), (-150, "GBP", "-1.50"), (4_550, nil, "45.50"),
        ] as [(Int, String?, String)])
    func fields(units: Int, code: String?, text: String) {
        #expect(Money(units, code: code).plainText == text)
    }

    @Test(
        arguments: [
            ("£50", 5_000, "GBP"), ("1,250", 125_000, "GBP"), ("4.50", 450, "GBP"), ("0", 0, "GBP"),
            ("1.5k", 150_000, "GBP"), ("20quid", 2_000, "GBP"), ("€45.50", 4_550, "EUR"),
            ("¥4500", 4_500, "JPY"), ("4500yen", 4_500, "JPY"), ("us$5", 500, "USD"), ("A$5", 500, "AUD"),
            ("50chf", 5_000, "CHF"), ("50.", 5_000, "GBP"),
        ])
    func typedAmounts(text: String, units: Int, code: String) {
        let money = Money(typed: text, currency: .standard)
        #expect(money == Money(units, code: code))
    }

    @Test(arguments: [
        "", "-1", "nan", "inf", "1e300", "five", "64gb", "50mm", "5s", "6ft", "1,2", "1.2.3", "£",
        "99999999999999999999",
        "٣", "5 0",
    ])
    func whatIsNoAmount(_ text: String) { #expect(Money(typed: text, currency: .standard) == nil) }

    /// What a field shows is what it is read as.
    @Test func fieldsComeBack() throws {
        var generator = SplitMix64(seed: 9)
        for code in ["GBP", "JPY", "KWD"] {
            let currency = try #require(Currency(code: code))
            for _ in 0..<500 {
                let money = Money(Int.random(in: 0...1_000_000_000, using: &generator), currency)
                #expect(Money(typed: money.plainText, currency: currency) == money)
            }
        }
    }

    /// One that begins with another sign must stand before it, or it is never found.
    @Test func longerSignsStandFirst() {
        let texts = Currency.signs.map(\.text)
        for (place, text) in texts.enumerated() {
            #expect(!texts[..<place].contains { text.hasPrefix($0) }, "\(text)")
            #expect(Currency(code: Currency.signs[place].code) != nil)
        }
    }
}

struct ExchangeRatesTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
    }

    @Test func amountsAreConverted() throws {
        let rates = try ExchangeRates(base: .standard, rates: ["EUR": 1.25, "JPY": 200, "KWD": 0.4])
        #expect(rates.inBase(4_500, "GBP") == 4_500)
        #expect(rates.inBase(4_500, nil) == 4_500)
        #expect(rates.inBase(1_250, "EUR") == 1_000)
        #expect(rates.inBase(4_500, "JPY") == 2_250)
        #expect(rates.inBase(4_000, "KWD") == 1_000)
        #expect(rates.inBase(100, "USD") == nil)
        #expect(try ExchangeRates(base: .standard, rates: ["EUR": 1e-9]).inBase(.max, "EUR") == nil)
    }

    @Test func theWorkspacesTableIsRead() throws {
        #expect(try workspace.exchangeRates() == .standard)
        let yen = try #require(Currency(code: "JPY"))
        #expect(try workspace.exchangeRates(otherwise: yen).base == yen)
        for (id, price) in [("a", "€5"), ("b", "€6"), ("c", "$7")] {
            _ = try workspace.put(id, ListingDraft(title: "Lamp", price: price), cleaner: ListingCleaner())
        }
        #expect(try workspace.exchangeRates().base.code == "EUR")
        try Data(#"{"base": "GBP", "rates": {"EUR": 1.17, "USD": 1.27}}"#.utf8).write(to: workspace.ratesFile)
        #expect(
            try workspace.exchangeRates()
                == ExchangeRates(base: .standard, rates: ["EUR": 1.17, "USD": 1.27]))
    }

    @Test(arguments: [
        ("{", "no table of exchange rates"), (#"{"rates": {}}"#, "no table of exchange rates"),
        (#"{"base": "POUND"}"#, "POUND"), (#"{"base": "GBP", "rates": {"eur": 1}}"#, "eur"),
        (#"{"base": "GBP", "rates": {"GBP": 1}}"#, "base currency"),
        (#"{"base": "GBP", "rates": {"EUR": 0}}"#, "EUR is 0"),
        (#"{"base": "GBP", "rates": {"EUR": -1.2}}"#, "EUR is -1.2"),
        (#"{"base": "GBP", "rates": {"EUR": "1.2"}}"#, "no table of exchange rates"),
    ])
    func badTablesAreRefused(text: String, part: String) throws {
        try Data(text.utf8).write(to: workspace.ratesFile)
        let error = #expect(throws: CatalogError.self) { try workspace.exchangeRates() }
        #expect(error?.description.contains(part) == true)
    }
}
