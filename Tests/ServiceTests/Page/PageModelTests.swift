import SoukCatalog
import Foundation
import NIOCore
import SoukRanking
import SoukEmbeddedSearch
import SoukSearch
import Testing

@testable import SoukService

struct PageModelTests {
    private static let hostile = "<script>alert(1)</script>\" onload='x' & {{frame.title}} </title>"

    @Test func hostileTitlesAreText() throws {
        let listing = PageFixtures.listing("<b>\"'&", Self.hostile, town: Self.hostile)
        let context = PageFixtures.context
        let answer = FoundResults(try PageFixtures.answer([listing]))
        var link = SearchLink()
        link.words = Self.hostile
        link.attributes[.condition] = [Self.hostile]
        let view = SearchResultsView(answer, link, context)
        let frame = PageFrame(
            name: "search-page", title: Self.hostile, heading: Self.hostile, words: Self.hostile,
            fields: [FormField(name: "x", value: Self.hostile)])
        let templates = try PageExamples.templates()
        let pages: [(String, any Sendable)] = [
            ("search", SearchPage(frame: frame, results: view)),
            (
                "listing",
                ListingPage(listing, ordinals: [0], similar: [try PageFixtures.result(listing)], context)
            ),
            (
                "you",
                YouPage(
                    try PageFixtures.recommendations([listing]), saved: [listing], events: [], context)
            ),
            ("problem", ProblemPage(heading: Self.hostile, words: Self.hostile)),
        ]
        for (name, page) in pages {
            let html = try #require(templates.render(page, name))
            #expect(!html.contains("<script>alert"), "\(name)")
            #expect(!html.contains("onload='x'"), "\(name)")
            #expect(html.contains("&lt;script&gt;alert(1)"), "\(name)")
            #expect(html.contains("{{frame.title}}"), "\(name): words of people are no template")
        }
    }

    @Test func chipsComeFromWordsAndChoices() throws {
        let query = try PageFixtures.answer([]).query
        let link = SearchLink([
            ("q", "oack table under 80 near Leeds"), ("category", "Home & Garden/Tables"), ("min", "5"),
        ])
        let chips = FilterChip.all(query, link, currency: "GBP")
        #expect(chips.map(\.label) == ["up to £80", "within 30 km of Leeds", "Tables", "from £5"])
        #expect(chips[0].removeLink.contains("q=oack%20table%20near%20Leeds"))
        #expect(chips[0].keepLink?.contains("keep=under%2080") == true)
        #expect(!chips[2].removeLink.contains("category"))
        #expect(!chips[3].removeLink.contains("min="))
    }

    @Test func facetsLeadToFiltersAndBack() throws {
        let facets = try #require(try PageFixtures.answer([]).facets)
        let link = SearchLink([("q", "table")])
        let groups = FacetGroup.all(facets, link, currency: "GBP")
        #expect(groups.map(\.name) == ["Category", "Price", "Condition", "Place", "Photos"])
        #expect(groups[0].choices.map(\.label) == ["Home & Garden"])
        #expect(groups[1].choices.map(\.label) == ["under £10", "£10 to £25", "£1,000 and over"])
        let chosen = SearchLink(FormText.items(String(groups[1].choices[1].link.dropFirst("/search?".count))))
        #expect((chosen.minimumPrice, chosen.maximumPrice) == (1_000, 2_499))
        let again = FacetGroup.all(facets, chosen, currency: "GBP")[1].choices[1]
        #expect(again.isChosen && again.link == link.path)
    }

    @Test func theBreakdownsBarsShareOneAxis() throws {
        let chart = BreakdownChart(try PageFixtures.result(PageFixtures.tables[0]))
        #expect(
            chart.bars.map(\.label) == [
                "Your words, the rare ones most", "Your words in its title", "How new it is",
            ])
        #expect(chart.bars.map(\.amount) == ["+1.80", "+0.90", "−0.30"])
        #expect(chart.bars.map(\.x) == ["14.3", "14.3", "0.0"])
        #expect(chart.bars.map(\.width) == ["85.7", "42.9", "14.3"])
        #expect(chart.bars[0].note == "without it: place 9")
        #expect(chart.score == "+2.40" && chart.verdict == "87 % likely to be what you want")
    }

    @Test func nothingFoundHelps() throws {
        let link = SearchLink([("q", "oack table under 80 near Leeds")])
        let answer = FoundResults(
            try PageFixtures.answer(PageFixtures.tables, verdict: "nothingRelevant", cursor: nil))
        let view = SearchResultsView(answer, link, PageFixtures.context)
        let help = try #require(view.nothing).help
        #expect(help.spellings.map(\.label) == ["oak table under 80 near Leeds"])
        #expect(
            help.loosenings.map(\.label) == [
                "without “up to £80”", "without “within 30 km of Leeds”", "without any filter",
            ])
        #expect(help.loosenings.last?.link == "/search?q=oack%20table")
        #expect(view.status == "Nothing quite like that; 3 nearest shown.")
        #expect(view.moreLink == nil)
    }

    @Test func pagesLinkToEachOther() throws {
        let link = SearchLink([("q", "oak"), ("page", "2"), ("cursor", "c1")])
        let view = SearchResultsView(
            FoundResults(try PageFixtures.answer(PageFixtures.tables)), link, PageFixtures.context)
        #expect(view.moreLink == "/search?q=oak&page=3&cursor=next-1")
        #expect(view.moreFragment == "/search/more?q=oak&page=3&cursor=next-1")
        #expect(view.earlierLink == "/search?q=oak")
    }

    @Test func formsOfPagesAreRead() {
        let form = SentForm("id=a%2Bb&back=%2Fsearch%3Fq%3Doak+table&photo=1&photo=2&broken=%FF&=&")
        #expect(form["id"] == "a+b")
        #expect(form["back"] == "/search?q=oak table")
        #expect(form.all("photo") == ["1", "2"])
        #expect(form["broken"] == "")
    }

    @Test func assetsAreWholeAndSmall() throws {
        let assets = PageAssets.bundled
        #expect(assets.names.count == 14)
        let text = assets.names.filter { !$0.hasSuffix(".svg") }
        let bytes = text.compactMap { assets[$0]?.bytes.readableBytes }.reduce(0, +)
        #expect(bytes < 60_000, "\(bytes) bytes of styles and scripts")
        #expect(assets["../base.css"] == nil)
    }
}
