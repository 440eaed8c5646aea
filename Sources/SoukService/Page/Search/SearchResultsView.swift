import SoukCatalog
import Foundation
import SoukRanking
import SoukSearch

/// The answer to a search, as the page shows it; also alone, as a fragment, while the buyer types.
struct SearchResultsView: Sendable, Equatable {
    var title: String
    var heading: String
    var subheading: String
    /// One sentence for screen readers.
    var status: String
    var chips: [FilterChip]
    var hasChips: Bool
    var notes: [String]
    var sorting: Sorting?
    var facets: [FacetGroup]
    var hasFacets: Bool
    var priceForm: PriceForm
    var nearForm: NearForm
    var nothing: Nothing?
    var cards: [ResultCard]
    var hasCards: Bool
    var earlierLink: String?
    var moreLink: String?
    var moreFragment: String?
    /// The address of this page, where forms on cards come back to.
    var path: String

    struct Sorting: Sendable, Equatable {
        var fields: [FormField]
        var choices: [Choice]

        struct Choice: Sendable, Equatable {
            var value: String
            var label: String
            var isChosen: Bool
        }
    }

    struct PriceForm: Sendable, Equatable {
        var fields: [FormField]
        var minimum: String
        var maximum: String
    }

    struct NearForm: Sendable, Equatable {
        var fields: [FormField]
        var near: String
        var kilometres: String
    }

    struct Nothing: Sendable, Equatable {
        var heading: String
        var words: String
        var help: SearchHelp
    }

    /// - Parameter like: the listing whose like is shown, in place of a search.
    init(_ answer: FoundResults, _ link: SearchLink, _ context: CardContext, like: IndexedListing? = nil) {
        let currency = link.currency.code
        chips = FilterChip.all(answer.query, link, currency: currency)
        hasChips = !chips.isEmpty
        notes = (answer.query?.notes ?? []).map(\.description)
        if let missing = PageFrame.note(missing: answer.missing) { notes.insert(missing, at: 0) }
        let isNothing = answer.isNothingRelevant
        heading = Self.heading(link, like)
        title = heading
        cards = answer.results.map { context.card($0) }
        hasCards = !cards.isEmpty
        subheading = Self.subheading(answer, link, isNothing)
        status =
            isNothing
            ? hasCards ? "Nothing quite like that; \(cards.count) nearest shown." : "Nothing found."
            : "\(cards.count) results shown, page \(link.page). \(subheading)"
        facets = answer.facets.map { FacetGroup.all($0, link, currency: currency) } ?? []
        hasFacets = !facets.isEmpty
        sorting = cards.count > 1 && like == nil ? Self.sorting(link, answer.filter) : nil
        priceForm = PriceForm(
            fields: FormField.all(link, but: ["min", "max"]), minimum: link.priceFields.minimum,
            maximum: link.priceFields.maximum)
        nearForm = NearForm(
            fields: FormField.all(link, but: ["near", "km"]), near: link.near,
            kilometres: link.kilometres.map(String.init) ?? "")
        nothing =
            isNothing
            ? Nothing(
                heading: hasCards ? "Nothing quite like that" : "Nothing found",
                words: hasChips
                    ? "No listing fits all of it. A filter less may help."
                    : "No listing fits these words. Fewer or plainer words may help.",
                help: SearchHelp(answer, link, chips: chips)) : nil
        earlierLink = link.page > 1 ? Self.earlier(link).path : nil
        let next = Self.next(link, answer)
        moreLink = next?.path
        moreFragment = next?.path(of: "/search/more")
        path = link.path
    }

    private static func earlier(_ link: SearchLink) -> SearchLink {
        link.with { $0.page = link.page - 1 }
    }

    private static func next(_ link: SearchLink, _ answer: FoundResults) -> SearchLink? {
        guard let cursor = answer.cursor else { return nil }
        return link.with {
            $0.page = link.page + 1
            $0.cursor = cursor
        }
    }

    private static func heading(_ link: SearchLink, _ like: IndexedListing?) -> String {
        if let like { return "Like “\(like.title)”" }
        let words = link.words.trimmingCharacters(in: .whitespacesAndNewlines)
        switch (words.isEmpty, link.photo != nil) {
        case (false, true): return "“\(words)”, and like your photo"
        case (false, false): return "“\(words)”"
        case (true, true): return "Like your photo"
        case (true, false):
            let names = link.categories.compactMap(\.last).joined(separator: ", ")
            return names.isEmpty ? "Everything on sale" : names
        }
    }

    private static func subheading(_ answer: FoundResults, _ link: SearchLink, _ isNothing: Bool) -> String {
        let time = "\(max(1, Int(min(max(answer.milliseconds, 0), 1e6).rounded()))) ms"
        guard let matching = answer.matching else { return "Page \(link.page), \(time)" }
        let listings = "\(Figures.grouped(matching)) listing\(matching == 1 ? "" : "s")"
        let order = link.order == .best ? "the best first" : link.order.label.lowercased() + " first"
        let looks = !link.words.isEmpty || link.photo != nil
        if isNothing {
            return answer.results.isEmpty ? "Nothing found in \(time)" : "The nearest, found in \(time)"
        }
        return looks
            ? "\(listings), \(order), in \(time)"
            : "\(listings), \(order == "the best first" ? "newest first" : order)"
    }

    private static func sorting(_ link: SearchLink, _ filter: SearchFilter?) -> Sorting {
        Sorting(
            fields: FormField.all(link, but: ["sort"]),
            choices: SearchLink.Order.allCases.filter { $0 != .nearest || filter?.near != nil }.map {
                Sorting.Choice(value: $0.rawValue, label: $0.label, isChosen: $0 == link.order)
            })
    }
}

/// The search page: the answer, with the site around it.
struct SearchPage: Sendable, Equatable {
    var frame: PageFrame
    var results: SearchResultsView
}
