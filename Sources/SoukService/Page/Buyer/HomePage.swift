import SoukCatalog
import SoukRanking
import SoukSearch

/// The first page: an invitation to search, categories, and offers.
struct HomePage: Sendable, Equatable {
    var frame: PageFrame
    var heading: String
    var isPersonal: Bool
    var categories: [FacetGroup.Choice]
    var hasCategories: Bool
    var cards: [ResultCard]
    var path = "/"

    init(_ answer: RecommendationAnswer, categories counts: [FacetCounts.Category], _ context: CardContext) {
        frame = PageFrame(name: "home", title: "Souk", heading: "Souk")
        let isPersonal = answer.interests > 0
        self.isPersonal = isPersonal
        heading = isPersonal ? "For you" : "New and popular"
        categories = counts.filter { $0.path.count == 1 }.map { category in
            var link = SearchLink()
            link.categories = [category.path]
            return FacetGroup.Choice(
                label: category.path[0], count: Figures.grouped(category.count), link: link.path,
                isChosen: false)
        }
        hasCategories = !categories.isEmpty
        cards = answer.results.map { offer in
            context.card(offer.result, reason: isPersonal ? YouPage.reason(offer.reason) : nil)
        }
    }
}
