import SoukCatalog
import Foundation
import SoukRanking
import SoukSearch

@testable import SoukService

/// A full example of every page: each list has an entry, each optional a value.
enum PageExamples {
    static let folder = PageFiles.folder.appending(path: "templates")

    static func templates() throws -> PageTemplates {
        try PageTemplates(folder: folder, assets: "/assets/test")
    }

    /// Names of templates, with what they render.
    static func all() throws -> [(template: String, page: any Sendable)] {
        [
            ("home", try home()), ("search", try search()), ("results", try results()),
            ("more-results", try results()), ("listing", try listing()), ("you", try you()),
            ("sell", sell(needsToken: false)), ("advice", SellAdviceView(advice: advice)),
            ("problem", problem),
        ]
    }

    static func results() throws -> SearchResultsView {
        let link = SearchLink([
            ("q", "oack table under 80 near Leeds"), ("photo", "p1"), ("min", "5"), ("condition", "Used"),
            ("keep", "large"), ("page", "2"),
        ])
        return SearchResultsView(
            FoundResults(try PageFixtures.answer(PageFixtures.tables, verdict: "nothingRelevant")), link,
            PageFixtures.context)
    }

    static func search() throws -> SearchPage {
        SearchPage(
            frame: PageFrame(
                name: "search-page", title: "Oak table · Souk", heading: "Search", words: "oack table",
                searchPhoto: "/search/photos/p1", fields: [FormField(name: "min", value: "5")]),
            results: try results())
    }

    static func home() throws -> HomePage {
        HomePage(
            try PageFixtures.recommendations(PageFixtures.tables),
            categories: try PageFixtures.answer([]).facets?.categories ?? [], PageFixtures.context)
    }

    static func listing() throws -> ListingPage {
        ListingPage(
            PageFixtures.tables[0], ordinals: [0, 2],
            similar: [try PageFixtures.result(PageFixtures.tables[2])], PageFixtures.context,
            isPublished: true)
    }

    static func you() throws -> YouPage {
        YouPage(
            try PageFixtures.recommendations(PageFixtures.tables), saved: [PageFixtures.tables[0]],
            events: [BuyerEvent(buyer: "b", listing: "t1", action: .save, time: PageFixtures.now)],
            PageFixtures.context, isErased: true)
    }

    static func sell(needsToken: Bool) -> SellPage {
        SellPage(
            needsToken: needsToken, problem: "The price was not understood.",
            draft: .init(
                title: "Oak table", description: "Solid", price: "£45", town: "Leeds", category: "Tables",
                attributes: [.condition: "Used"]),
            photos: [.init(id: "p1", number: 1, link: "/search/photos/p1")],
            categories: ["Home & Garden / Tables"],
            attributes: [.init(name: "condition", title: "Condition", value: "Used", values: ["Used"])],
            advice: advice)
    }

    static let advice = SellAdvice(
        category: .init(
            label: "Home & Garden", probability: "92 %", words: "Souk is sure.",
            choices: [.init(value: "Home & Garden / Tables", label: "Tables", probability: "80 %")]),
        price: .init(range: "£30 to £60", words: "Half of 12 similar listings.", value: "45", label: "£45"),
        duplicates: [.init(title: "Oak table", link: "/listings/t1", words: "the same photo")],
        hasDuplicates: true, hints: ["Add a photo."], hasHints: true)

    static let problem = ProblemPage(
        heading: "Not here", words: "There is no such listing.", next: "It may be sold.",
        code: "listing.unknown")
}
