import SoukEmbeddedSearch
import SoukSearch
import Testing

@testable import SoukService

struct PageWordsTests {
    @Test(
        arguments: [
            (0, "GBP", "Free"), (1, "GBP", "£0.01"), (4_500, "GBP", "£45"), (4_550, "EUR", "€45.50"),
            (123_456_700, "USD", "US$1,234,567"), (4_500, "JPY", "JP¥4,500"), (nil, "GBP", "No price"),
        ] as [(Int?, String, String)])
    func prices(units: Int?, currency: String, text: String) {
        #expect(PriceText.of(units, currency) == text)
    }

    @Test(arguments: [
        (0, "just now"), (300, "5 minutes ago"), (3_600, "1 hour ago"), (86_399, "23 hours ago"),
        (86_400, "yesterday"),
        (3 * 86_400, "3 days ago"), (20 * 86_400, "2 weeks ago"), (62 * 86_400, "2 months ago"),
        (800 * 86_400, "2 years ago"), (-5_000, "just now"),
    ])
    func ages(seconds: Int, text: String) {
        #expect(AgeText.of(1_700_000_000 - seconds, now: 1_700_000_000) == text)
    }

    @Test func agesOfNonsense() {
        #expect(AgeText.of(nil, now: 5) == nil)
        #expect(AgeText.of(.min, now: .max) == nil)
    }

    @Test func distances() {
        let leeds = PageFixtures.listing("a", "Table")
        let circle = SearchFilter.Circle(latitude: 53.4808, longitude: -2.2426, kilometres: 100)
        #expect(DistanceText.of(leeds, from: circle) == "58 km away")
        #expect(
            DistanceText.of(leeds, from: .init(latitude: 53.8, longitude: -1.55, kilometres: 1))
                == "under 1 km away")
        #expect(DistanceText.of(leeds, from: nil) == nil)
        #expect(DistanceText.of(leeds, from: .init(latitude: .nan, longitude: 0, kilometres: 1)) == nil)
    }
}
