@testable import SoukCatalog
import Testing

import SoukEmbeddedSearch
@testable import SoukSearch

struct CatalogueListingTests {
    @Test func aListingOfTheCatalogueBecomesOneOfTheIndex() {
        let listing = Listing(
            id: "7", title: "Oak lamp", description: "Hardly used.",
            price: Price(amount: 450, currency: "GBP"),
            categoryPath: ["Home", "Lighting"], place: Place(town: "Oxbridge", latitude: 51, longitude: -1),
            attributes: ["Seller Name": "amber-store", "created_at": "2026-01-02T03:04:05Z", "colour": "oak"])
        var stored = StoredListing(listing: listing, verdict: .ok, rules: [], group: 3)
        stored.repost = 5
        #expect(
            IndexedListing(stored, hasPhoto: true)
                == IndexedListing(
                    id: "7", title: "Oak lamp", description: "Hardly used.",
                    categoryPath: ["Home", "Lighting"], price: 450, currency: "GBP", town: "Oxbridge",
                    latitude: 51, longitude: -1, hasPhoto: true,
                    attributes: [.condition: "like new", .seller: "amber-store"],
                    postedAt: 1_767_323_045, group: 5))
    }

    @Test(
        arguments: [
            (["Manufacturer": " Ashlow  & Sons "], "Ashlow & Sons"),
            (["make": "KAVEO", "model": "X1"], "KAVEO"),
            (["Marke": "Lömm", "Hersteller": "Other"], "Lömm"), (["brand_name": ""], nil),
            (["Brand": "Unbranded"], nil), (["brand": "Does not apply"], nil), (["brand": "n/a"], nil),
        ] as [([String: String], String?)])
    func aBrandIsWhatAColumnCallsSo(attributes: [String: String], expected: String?) {
        let listing = Listing(id: "7", title: "Lamp", attributes: attributes)
        let stored = StoredListing(listing: listing, verdict: .ok, rules: [])
        #expect(IndexedListing(stored, hasPhoto: false).attributes[.brand] == expected)
    }

    @Test(
        arguments: [
            ("Black & Decker", "BLACK+DECKER", true), ("Citroën", "citroen", true), ("T-Rup", "trup", true),
            ("東芝", "東芝", true), ("Kaveo", "Kaveo 2", false), ("&", "&", true), ("&", "+", false),
        ])
    func brandsAreTheSameHoweverSpelt(_ a: String, _ b: String, _ same: Bool) {
        #expect((ListingAttribute.brand.key(a) == ListingAttribute.brand.key(b)) == same)
        #expect(ListingAttribute.seller.key("Ben") != ListingAttribute.seller.key("ben"))
    }

    @Test func aFacetAddsUpSpellings() {
        let spellings: [FacetCounts.Value] = [
            .init(value: "kaveo", count: 2), .init(value: "KAVEO", count: 3), .init(value: nil, count: 9),
            .init(value: "Lömm", count: 5), .init(value: "Zoë", count: 1),
        ]
        #expect(
            ListingAttribute.brand.facet(spellings, limit: 2) == [
                .init(value: "KAVEO", count: 5), .init(value: "Lömm", count: 5), .init(value: nil, count: 9),
            ])
        #expect(ListingAttribute.seller.facet(spellings, limit: 9).count == 5)
    }

    @Test(
        arguments: [(Price.Doubt?.none, 99_999_999), (.outlier, 99_999_999), (.joke, nil)]
            as [(Price.Doubt?, Int?)])
    func aPriceTypedForFunIsNone(doubt: Price.Doubt?, expected: Int?) {
        let listing = Listing(
            id: "7", title: "Lamp", price: Price(amount: 99_999_999, currency: "GBP", doubt: doubt))
        let indexed = IndexedListing(
            StoredListing(listing: listing, verdict: .ok, rules: []), hasPhoto: false)
        #expect(indexed.price == expected)
        #expect((indexed.currency == nil) == (expected == nil))
    }

    @Test(
        arguments: [
            ("Brand new kettle", "", ListingCondition.new),
            ("Kettle", "It is BRAND-NEW, in its box", .new),
            ("Kettle - new", "new filter fitted", nil),
            ("Kettle", "not brand new but fine", nil),
            ("Kettle", "Brand new, but faulty", .forParts),
            ("Kettle", "Spares or repair only", .forParts),
            ("Kettle", "as new!", .likeNew),
            ("Unused kettle", "second hand shop find", .new),
            ("Kettle", "pre-owned", .used),
            ("Kettle", "in good condition", .used),
            ("Fully refurbished kettle", "", .refurbished),
            ("Used by kings", "", nil),
            ("", "", nil),
        ] as [(String, String, ListingCondition?)])
    func conditionWords(title: String, description: String, expected: ListingCondition?) {
        #expect(ListingCondition(title: title, description: description) == expected)
    }

    @Test(
        arguments: [
            ("NEW", ListingCondition.new), ("Used - Good", .used), ("like_new", .likeNew),
            ("For parts or not working", .forParts),
            ("Seller refurbished", .refurbished), ("Blue", nil), ("", nil),
        ] as [(String, ListingCondition?)])
    func conditionColumns(text: String, expected: ListingCondition?) {
        #expect(ListingCondition(attribute: text) == expected)
    }
}
