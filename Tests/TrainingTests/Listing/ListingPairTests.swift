import Foundation
import SoukCatalog
import SoukModels
import SoukRanking
import SoukReports
import Testing

import SoukInference
@testable import SoukTraining

struct ListingPairTests {
    static let cases: [(has: Set<ListingChannel>, photos: Int)] = [
        (Set(ListingChannel.allCases), 2), (ListingChannel.title, 0),
        (ListingChannel.title.union([.photos]), 1),
        (ListingChannel.text, 0), (ListingChannel.title.union([.price, .condition, .category]), 0),
        ([.photos], 3), ([], 0),
    ]

    @Test(arguments: cases.indices)
    func aQueryMadeFromATitleNeverMeetsThatTitleAsTheOnlyText(_ index: Int) {
        let (has, photos) = Self.cases[index]
        var random = SplitMix64(seed: UInt64(index))
        var withTitle = 0
        for _ in 0..<2_000 {
            let pair = PairRule().draw(
                has: has, photos: (0..<Int64(photos)).map { $0 }, queries: [(4, .title)], using: &random)
            guard pair.query != nil else { continue }
            if pair.channels.contains(.titleWords) {
                withTitle += 1
                #expect(pair.channels.contains(.descriptionWords))
            }
        }
        #expect(Double(withTitle) < 0.25 * 2_000)
    }

    @Test func aQueryMadeFromACategoryNeverMeetsThatCategory() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<500 {
            let pair = PairRule().draw(
                has: Set(ListingChannel.allCases), photos: [], queries: [(1, .category)], using: &random)
            #expect(!pair.channels.contains(.category))
        }
    }

    @Test func aPhotoThatAsksIsNotAmongThoseShown() {
        var random = SplitMix64(seed: 2)
        var asked = 0
        for _ in 0..<500 {
            let pair = PairRule().draw(
                has: Set(ListingChannel.allCases), photos: [5, 6, 7], queries: [(0, .title)], using: &random)
            guard let photo = pair.queryPhoto else { continue }
            asked += 1
            #expect(!pair.photos.contains(photo))
            #expect(pair.photos.count == 2)
        }
        #expect(asked > 50)
    }

    @Test func droppingNeverLeavesNothing() {
        var random = SplitMix64(seed: 3)
        let rule = PairRule(channelDropout: 0.9)
        for _ in 0..<500 {
            let kept = rule.dropped(Set(ListingChannel.allCases), &random)
            #expect(!kept.isDisjoint(with: [.titleWords, .descriptionWords, .photos]))
        }
    }

    @Test func listingsOfOneGroupAreNoWrongAnswers() {
        let shut = ListingLoss.shut(rows: 2, groups: [1, 2, 1, 3], usable: [true, true, true, false])
        #expect(shut == [0, 0, -1e4, -1e4, 0, 0, 0, -1e4])
    }

    @Test(arguments: [1, 2, 5, 40, 499, 500, 6_000])
    func theBandOfHardListingsLiesWithinTheRanking(_ count: Int) {
        let band = HardListings.band(of: count)
        #expect(!band.isEmpty)
        #expect(band.lowerBound >= 0 && band.upperBound <= max(count, 1))
        if count >= 500 { #expect(band == 100..<500) }
    }

    @Test func queriesComeFromListingsAndAreTheSameEachTime() {
        let listings = [
            ListingContent(id: "a", title: "Red wool coat size M", categoryPath: ["Clothes", "Coats"]),
            ListingContent(id: "b", title: ""),
        ]
        let made = MadeQueries(listings, logged: ["a": ["winter coat"]], seed: 5)
        #expect(made.texts == MadeQueries(listings, logged: ["a": ["winter coat"]], seed: 5).texts)
        #expect(made.rows[0].map(\.origin) == [.log, .title, .title, .category])
        #expect(made.texts[made.rows[0][3].row] == "Coats")
        #expect(made.rows[1].isEmpty)
        let words = Set("Red wool coat size M".split(separator: " ").map(String.init))
        #expect(words.isSuperset(of: made.texts[2].split(separator: " ").map(String.init)))
    }
}

struct ListingTextTests {
    @Test func hashesAreTheSameEverywhere() {
        let hashed = HashedText(buckets: 1000)
        #expect(hashed.counts("Oak table").map(\.row) == hashed.counts("oak TABLE!").map(\.row))
        #expect(hashed.counts("").isEmpty)
        #expect(hashed.counts("🪑 — …").allSatisfy { (0..<1000).contains($0.row) })
    }

    @Test func bagsHaveLengthOneOrNothing() {
        let hashed = HashedText(buckets: 1000)
        let rarity = [Float](repeating: 2, count: 1000)
        let bag = WordBag("three old chairs, three", hashed: hashed, rarity: rarity)
        #expect(abs(bag.weights.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
        #expect(WordBag("unseen", hashed: hashed, rarity: [Float](repeating: 0, count: 1000)) == WordBag())
    }

    @Test(arguments: [nil, Double.nan, .infinity, -1])
    func aPriceThatIsNoneSaysSo(_ amount: Double?) {
        #expect(PriceCode.values(amount).last == 1)
        #expect(PriceCode.values(amount).dropLast().allSatisfy { $0 == 0 })
    }

    @Test func conditionWordsAreFoundAsWholeWords() {
        #expect(ConditionWords.values("NEW in box").first == 1)
        #expect(ConditionWords.values("renewed").allSatisfy { $0 == 0 })
    }
}
