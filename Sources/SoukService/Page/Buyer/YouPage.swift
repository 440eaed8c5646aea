import SoukCatalog
import SoukRanking
import SoukSearch

/// A buyer's own page: what they saved, what they may like and why, and what is known of them.
struct YouPage: Sendable, Equatable {
    var frame: PageFrame
    var summary: String
    var isErased: Bool
    var saved: [ResultCard]
    var hasSaved: Bool
    var cards: [ResultCard]
    var dataWords: String
    var hasEvents: Bool
    var path = "/you"

    init(
        _ answer: RecommendationAnswer, saved listings: [IndexedListing], events: [BuyerEvent],
        _ context: CardContext, isErased: Bool = false
    ) {
        frame = PageFrame(name: "you", title: "For you · Souk", heading: "For you", isYou: true)
        self.isErased = isErased
        saved = listings.map { context.card($0) }
        hasSaved = !saved.isEmpty
        cards = answer.results.map { context.card($0.result, reason: Self.reason($0.reason)) }
        summary =
            answer.interests == 0
            ? "What is new and popular. Save what you like, and this page learns."
            : "From what you looked at and saved, each with the reason."
        hasEvents = !events.isEmpty
        dataWords = Self.dataWords(events)
    }

    static func reason(_ reason: Recommendation.Reason) -> String {
        switch reason {
        case .because(let action, _, let title):
            switch action {
            case .view: "Because you viewed “\(title)”"
            case .save: "Because you saved “\(title)”"
            case .message: "Because you wrote about “\(title)”"
            case .dismiss, .sold: "Because of “\(title)”"
            }
        case .popular: "Popular now"
        case .new: "New"
        }
    }

    private static func dataWords(_ events: [BuyerEvent]) -> String {
        guard !events.isEmpty else {
            return "Nothing is recorded about you. Souk knows you only by a random number in a cookie."
        }
        func count(_ action: BuyerAction, _ verb: String) -> String? {
            let number = events.count { $0.action == action }
            return number == 0 ? nil : "\(verb) \(number)"
        }
        let parts = [
            count(.view, "looked at"), count(.save, "saved"), count(.dismiss, "turned down"),
            count(.message, "wrote about"),
        ].compactMap { $0 }
        return "Souk knows you only by a random number in a cookie. Under it is recorded that you "
            + parts.joined(separator: ", ") + ". Nothing else."
    }
}
