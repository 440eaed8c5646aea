import SoukCatalog
import SoukMarketplace
import SoukSearch

extension SellAdvice {
    init(_ suggestion: ListingSuggestion) {
        self.init()
        category = suggestion.categories.first.map { Self.category($0, suggestion) }
        price = suggestion.prices.map(Self.price)
        duplicates = suggestion.duplicates.prefix(3).map { listing in
            Duplicate(
                title: listing.title, link: PathText.listing(listing.id),
                words: PriceText.of(listing.price, listing.currency))
        }
        hasDuplicates = !duplicates.isEmpty
        hints = suggestion.hints.map(Self.words)
        hasHints = !hints.isEmpty
    }

    private static func category(
        _ first: ListingSuggestion.Category, _ suggestion: ListingSuggestion
    ) -> Category {
        Category(
            label: first.name, probability: percent(first.probability),
            words: suggestion.isSure
                ? "Souk is sure of this. Choose another where it is wrong."
                : "Souk is not sure: please choose.",
            choices: suggestion.categories.prefix(suggestion.isSure ? 3 : 5).map {
                Choice(value: $0.name, label: $0.name, probability: percent($0.probability))
            })
    }

    private static func price(_ prices: ListingSuggestion.Prices) -> Price {
        Price(
            range: PriceText.amount(prices.low, prices.currency) + " to "
                + PriceText.amount(prices.high, prices.currency),
            words: "What most of \(prices.count) similar listings ask; half of them ask less than "
                + PriceText.amount(prices.median, prices.currency) + ".",
            value: Money(prices.median, code: prices.currency).plainText,
            label: PriceText.amount(prices.median, prices.currency))
    }

    private static func percent(_ probability: Double) -> String {
        "\(Int((min(max(probability.isFinite ? probability : 0, 0), 1) * 100).rounded())) %"
    }

    private static func words(_ hint: ListingSuggestion.Hint) -> String {
        switch hint {
        case .noPhoto: "Add a photo: buyers look there first, and can search by one."
        case .shortTitle: "Say more in the title: what it is, its make, its size."
        case .noDescription: "Describe its state, its measures, and how it can be had."
        case .contactDetails: "Leave telephone numbers and addresses out: everybody would see them."
        case .shouting: "Write in small letters: capitals are hard to read."
        }
    }
}
