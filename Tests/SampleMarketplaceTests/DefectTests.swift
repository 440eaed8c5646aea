import SoukCatalog
import Foundation
import Testing

@testable import SoukSample

@Suite struct DefectTests {
    struct Table: Sendable {
        let text: String
        let summary: SampleSummary
    }

    static let table = Result {
        let folder = try Folder(seed: 1, listings: 3000, photos: false)
        return Table(text: try folder.text("Products.csv"), summary: folder.summary)
    }

    @Test(arguments: [
        " | Soukmarket", "&amp;", "&#39;", "<br/>", "â€™", "\u{FFFD}", "👍", "07700 900", "@example.com",
        "Posted by ",
        ",Free,", ",POA,", "£0.00", "£9,999,999.00", "60¡C", "Cafe\u{301}", "(relisted)",
    ])
    func tableHasThePromisedDefect(_ defect: String) throws {
        #expect(try Self.table.get().text.utf8.contains(defect.utf8))
    }

    @Test func bareCarriageReturnsStandInUnquotedFields() throws {
        let records = try Self.table.get().text.utf8.split(separator: UInt8(ascii: "\n"))
        let bare = records.count { record in
            let text = String(decoding: record, as: UTF8.self)
            return text.split(separator: "\"").enumerated().contains {
                $0.offset % 2 == 0 && $0.element.unicodeScalars.contains("\r")
            }
        }
        #expect(bare > 300)
    }

    @Test func labelNoiseAndRepeatsHaveTheirShare() throws {
        let summary = try Self.table.get().summary
        #expect((60...130).contains(summary.misfiledListings))
        #expect((90...180).contains(summary.repeatedListings))
        #expect(summary.damagedDescriptions.keys.sorted() == Damage.allCases.map(\.rawValue).sorted())
        #expect(summary.raggedRecords.count == 3)
    }

    @Test func listingsHaveNoOneOrTwoPhotos() {
        let offers = OfferWriter(seed: 1, count: 1300)
        let counts = (0..<1300).map { offers.offer($0).shots.count }
        for (photos, share) in [(0, 0.02...0.09), (1, 0.25...0.45), (2, 0.5...0.7)] {
            let found = Double(counts.count { $0 == photos }) / 1300
            #expect(share.contains(found), "\(found) of the listings have \(photos) photos")
        }
    }

    @Test func identifiersAreUnique() {
        let offers = OfferWriter(seed: 1, count: 5000)
        let all = (0..<5000).map(offers.offer)
        #expect(Set(all.map(\.id)).count == 5000)
        #expect(Set(all.flatMap(\.shots).map(\.id)).count == all.flatMap(\.shots).count)
    }

    @Test(arguments: [(0, "£0.00"), (7, "£7.00"), (1234, "£1,234.00"), (1005, "£1,005.00")])
    func pricesAreWrittenWithSeparators(_ amount: Int, _ text: String) {
        #expect(PriceWriter.pounds(amount, pence: 0) == text)
    }

    @Test func twinsShowTheSameThing() throws {
        let offers = OfferWriter(seed: 1, count: 3000)
        let twins = (0..<3000).map(offers.offer).filter { $0.repeats != nil }
        #expect(!twins.isEmpty)
        for twin in twins {
            let earlier = offers.offer(try #require(twin.repeats))
            guard earlier.repeats == nil else { continue }
            #expect(twin.id != earlier.id && twin.path == earlier.path)
            #expect(
                twin.shots.allSatisfy { shot in earlier.shots.contains { $0.sceneSeed == shot.sceneSeed } })
        }
    }
}

extension String.UTF8View {
    /// Byte for byte: canonical equivalence would find what is not written.
    func contains(_ other: String.UTF8View) -> Bool {
        Data(self).range(of: Data(other)) != nil
    }
}
