import SoukCatalog
import Foundation
import Testing

import SoukRanking

struct BuyerInterestsTests {
    private let day = 86_400
    private let now = 1_700_000_000

    private func unit(_ degrees: Double) -> [Float] {
        [Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180))]
    }

    /// A listing's id is its direction in degrees; `gone` has no vector.
    private func vector(_ id: String) -> [Float]? { Double(id).map(unit) }

    private func event(_ listing: String, _ action: BuyerAction, daysAgo: Double = 0) -> BuyerEvent {
        BuyerEvent(buyer: "ann", listing: listing, action: action, time: now - Int(daysAgo * Double(day)))
    }

    private func find(_ events: [BuyerEvent]) -> BuyerInterests {
        InterestFinder().interests(of: events, now: now, vector: vector)
    }

    @Test func severalInterestsStayApart() {
        let found = find([
            event("0", .save), event("10", .view), event("90", .message), event("95", .view),
            event("180", .view),
        ])
        #expect(found.interests.map { Set($0.listings) } == [["90", "95"], ["0", "10"], ["180"]])
        #expect(abs(found.interests.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
        #expect(found.interests[0].reason.listing == "90")
        #expect(found.interests[0].reason.action == .message)
    }

    @Test(arguments: [(BuyerAction.view, BuyerAction.save), (.save, .message)])
    func strongerActionsWeighMore(weak: BuyerAction, strong: BuyerAction) {
        let found = find([event("0", weak), event("120", strong)])
        #expect(found.interests.map(\.listings) == [["120"], ["0"]])
    }

    @Test func eventsFadeByHalves() throws {
        let found = find([event("0", .save, daysAgo: 14), event("120", .save)])
        #expect(abs(found.interests[0].weight / found.interests[1].weight - 2) < 1e-6)
        #expect(found.interests[0].listings == ["120"])
    }

    @Test func dismissedAndSoldAreNoInterest() {
        let found = find([event("0", .view), event("0", .dismiss), event("90", .sold), event("180", .view)])
        #expect(found.interests.map(\.listings) == [["180"]])
        #expect(found.dismissed.map(\.vector) == [unit(0)])
        #expect(found.seen == ["0", "90", "180"])
    }

    @Test func listingsThatAreGoneStillCountAsSeen() {
        let found = find([event("gone", .save)])
        #expect(found.interests.isEmpty)
        #expect(found.seen == ["gone"])
    }

    @Test func noEventsNoInterests() {
        #expect(find([]).interests.isEmpty)
    }

    @Test func futureEventsDoNotExplode() {
        #expect(find([event("0", .view, daysAgo: -400)]).interests[0].weight == 1)
    }

    @Test func orderOfEventsDoesNotMatter() {
        let events = [
            event("0", .save, daysAgo: 3), event("5", .view), event("90", .message, daysAgo: 1),
            event("0", .view),
        ]
        #expect(find(events) == find(events.reversed()))
    }

    @Test func popularityFadesAndForgetsWhatIsSold() {
        let today = now / day
        let popular = Popularity(
            [
                DailyActions(listing: "new", action: .save, day: today, buyers: 2),
                DailyActions(listing: "old", action: .save, day: today - 30, buyers: 4),
                DailyActions(listing: "sold", action: .message, day: today, buyers: 50),
                DailyActions(listing: "sold", action: .sold, day: today, buyers: 1),
                DailyActions(listing: "hated", action: .dismiss, day: today, buyers: 9),
            ], now: now)
        #expect(popular.scores["new"] == 1)
        #expect((popular.scores["old"] ?? 1) < 0.5)
        #expect(popular.scores["sold"] == nil)
        #expect(popular.scores["hated"] == nil)
        #expect(Popularity([], now: now).scores.isEmpty)
    }
}
