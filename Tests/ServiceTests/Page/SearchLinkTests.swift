import SoukCatalog
import Testing

@testable import SoukService

struct SearchLinkTests {
    @Test(arguments: [
        ("", "/search"), ("q=oak+table", "/search?q=oak%20table"),
        ("q=a%26b&min=5&max=9.50", "/search?q=a%26b&min=5&max=9.50"),
        (
            "category=Home+%26+Garden/Tables&sort=cheapest",
            "/search?category=Home%20%26%20Garden%2FTables&sort=cheapest"
        ),
        ("keep=a&keep=b&not=1&not=2&page=3&cursor=x", "/search?keep=a&keep=b&not=1&not=2&page=3&cursor=x"),
        ("min=nan&max=-3&km=0&page=-5&sort=odd&photos=7&unknown=1", "/search"),
        ("q=%FF&min=1e300", "/search"), ("page=99999999999999999999", "/search"),
        (
            "near=Leeds&km=25&photos=1&condition=Used&seller=Ada",
            "/search?near=Leeds&km=25&condition=Used&seller=Ada&photos=1"
        ),
    ])
    func readsAndWrites(query: String, path: String) {
        let link = SearchLink(FormText.items(query))
        #expect(link.path == path)
        #expect(SearchLink(FormText.items(String(path.dropFirst("/search?".count)))).path == path)
    }

    @Test func anyStateComesBackFromItsAddress() {
        var random = SplitMix64(seed: 7)
        let texts = ["oak", "a&b=c", "é / ü", "100%", "\"<>'", "🪑 stool", "+ +", "#?"]
        for _ in 0..<200 {
            func text() -> String { texts[Int(random.next() % UInt64(texts.count))] }
            var link = SearchLink()
            link.words = text()
            link.near = text()
            link.attributes[.condition] = [text()]
            link.minimumPrice = Int(random.next() % 100_000)
            link.keeping = [text(), text()]
            link.excluded = [text()]
            link.page = Int(random.next() % 9) + 1
            link.order = SearchLink.Order.allCases[Int(random.next() % 5)]
            #expect(SearchLink(FormText.items(String(link.path.dropFirst("/search?".count)))) == link)
        }
    }

    /// In the marketplace's currency, by its rates where a buyer types another; without a rate there is no bound.
    @Test(
        arguments: [
            ("GBP", "min=£1,250", 125_000), ("GBP", "min=€25", 2_000), ("GBP", "min=CHF25", nil),
            ("JPY", "min=4500", 4_500), ("JPY", "min=45.50", 46), ("KWD", "min=4.505", 4_505),
        ] as [(String, String, Int?)])
    func typedPrices(code: String, query: String, price: Int?) throws {
        let base = try #require(Currency(code: code))
        let rates = try ExchangeRates(base: base, rates: ["EUR": 1.25])
        let link = SearchLink(FormText.items(query), rates: rates)
        #expect(link.minimumPrice == price)
        #expect(SearchLink(link.items, rates: rates) == link)
    }

    @Test func aChangeBeginsAtTheFirstPage() {
        let link = SearchLink(FormText.items("q=oak&page=3&cursor=x")).with { $0.choose("Used", .condition) }
        #expect(link.path == "/search?q=oak&condition=Used")
    }

    @Test(arguments: [
        ("oak table under £80 near Leeds", "under £80", "oak table near Leeds"), ("Under 5", "under 5", ""),
        ("oak", "pine", "oak"), ("near leeds near leeds", "near leeds", "near leeds"),
    ])
    func aPhraseGoesFromTheWords(words: String, phrase: String, left: String) {
        #expect(SearchLink([("q", words)]).without(phrase: phrase).words == left)
    }
}

struct PathTextTests {
    @Test(arguments: [
        ("/search?q=a", "/search?q=a"), ("//evil.example", "/"), ("https://evil.example", "/"), ("", "/"),
        ("/\\evil", "/"), ("/a b", "/"), ("/a\r\nSet-Cookie: x", "/"), ("javascript:alert(1)", "/"),
    ])
    func onlyPathsOfThisSiteAreGoneBackTo(text: String, path: String) {
        #expect(PathText.local(text) == path)
    }

    @Test func anyIdIsOneSegment() {
        #expect(PathText.photo("../../etc/passwd", 0) == "/photos/..%2F..%2Fetc%2Fpasswd/0")
        #expect(PathText.listing("a?b#c") == "/listings/a%3Fb%23c")
        #expect(CardContext.anchor("a b/é") == "c-a-32-b-47--195--169-")
        #expect(CardContext.anchor("a-") != CardContext.anchor("a--"))
    }
}
