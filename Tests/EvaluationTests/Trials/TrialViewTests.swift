import Foundation
import SoukCatalog
import Testing

@testable import SoukEvaluation
import SoukRanking

@Suite struct TrialViewTests {
    private static func photo(_ name: String) -> ListingPhoto {
        ListingPhoto(.file(URL(fileURLWithPath: "/photos/\(name)")), contentHash: name)
    }

    private static let listing = ListingContent(
        id: "a", title: "Oak table!", description: "A fine OAK  table, and an oak chair.",
        categoryPath: ["Home", "Tables"], price: Price(amount: 9_000, currency: "GBP"),
        photos: [photo("one"), photo("two"), photo("one"), photo("three")])

    @Test(arguments: [
        ("Oak table", "An oak table.", "An ."),
        ("Oak table!", "OAK, table; oak-table", "; "),
        ("Oak table", "A table of oak", "A table of oak"),
        ("Sofa", "Sofas and a sofa", "Sofas and a "),
        ("Café Stuhl", "Ein café stuhl.", "Ein ."),
        ("a a", "a a a", " a"),
        ("", "anything", "anything"),
        ("🛋", "a 🛋 b", "a 🛋 b"),
        ("long title", "long", "long"),
    ]) func aRepeatedTitleIsCutOut(title: String, description: String, left: String) {
        #expect(RepeatedTitle.cut(title, from: description) == left)
    }

    @Test func noTrialShowsCategoryOrPrice() {
        for trial in ListingTrial.allCases {
            let shown = trial.visible(Self.listing)
            #expect(shown.categoryPath.isEmpty && shown.price == nil && shown.id == "a")
        }
    }

    @Test func theTitleThatAsksIsNowhere() {
        for trial in [ListingTrial.titleToListing, .titleToPhotos] {
            let shown = trial.visible(Self.listing)
            #expect(shown.title.isEmpty && shown.photos == Self.listing.photos)
            #expect(!PlainWords.of(shown.description).joined(separator: " ").contains("oak table"))
        }
        #expect(ListingTrial.titleToListing.visible(Self.listing).description == "A fine , and an oak chair.")
        #expect(ListingTrial.titleToPhotos.visible(Self.listing).description.isEmpty)
    }

    @Test func thePhotoThatAsksAndItsCopiesAreNowhere() throws {
        var listing = Self.listing
        listing.photos.append(Self.photo("one"))
        let shown = ListingTrial.photoToTwin.visible(listing)
        #expect(shown.title == listing.title && shown.description == listing.description)
        #expect(shown.photos == [Self.photo("two"), Self.photo("three")])
        #expect(ListingTrial.photoToTwin.queries([TrialListing(listing)]).map(\.photo) == ["one"])
        listing.photos = [Self.photo("one"), Self.photo("one")]
        #expect(ListingTrial.photoToTwin.queries([TrialListing(listing)]).isEmpty)
    }
}
