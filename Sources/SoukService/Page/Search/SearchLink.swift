import Foundation
import SoukCatalog
import SoukRanking
import SoukSearch

/// The state of the search page as an address: everything that a buyer may share, or come back to.
struct SearchLink: Sendable, Equatable {
    var words = ""
    /// Id of a photo that was uploaded for searching.
    var photo: String?
    /// A listing whose like is wanted.
    var like: String?
    var categories: [[String]] = []
    /// In minor units of `currency`.
    var minimumPrice: Int?
    var maximumPrice: Int?
    /// The marketplace's.
    var currency = Currency.standard
    var near = ""
    var kilometres: Int?
    /// The chosen values, one or several of an attribute.
    var attributes: [ListingAttribute: [String]] = [:]
    var withPhoto = false
    /// Understood phrases that shall be words after all.
    var keeping: [String] = []
    /// Listings that the buyer does not want to see.
    var excluded: [String] = []
    var order = Order.best
    var page = 1
    var cursor: String?

    enum Order: String, Sendable, CaseIterable {
        case best, newest, cheapest, dearest, nearest

        var label: String {
            switch self {
            case .best: "Best match"
            case .newest: "Newest"
            case .cheapest: "Lowest price"
            case .dearest: "Highest price"
            case .nearest: "Nearest"
            }
        }
    }

    /// Results on a page.
    static let pageLength = 24
    /// How many pages can be had without a cursor: a search ranks no more.
    static let mostPages = 8
    static let longestText = 2_000
    private static let mostRepeated = 50

    init() {}

    /// Reads an address; what makes no sense is left out, as a link that was cut off should still open.
    ///
    /// - Parameter rates: for prices that tell a currency of their own.
    init(_ items: [(name: String, value: String)], rates: ExchangeRates = .standard) {
        currency = rates.base
        for (name, value) in items {
            let value = String(value.prefix(Self.longestText))
            guard !value.isEmpty else { continue }
            read(name, value, rates)
        }
    }

    private mutating func read(_ name: String, _ value: String, _ rates: ExchangeRates) {
        switch name {
        case "q": words = value
        case "photo": photo = value
        case "like": like = value
        case "category" where categories.count < Self.mostRepeated:
            let path = value.split(separator: "/").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                !$0.isEmpty
            }
            if !path.isEmpty, !categories.contains(path) { categories.append(path) }
        case "min": minimumPrice = Self.price(value, rates)
        case "max": maximumPrice = Self.price(value, rates)
        case "near": near = value
        case "km": kilometres = Int(value).flatMap { (1...1_000).contains($0) ? $0 : nil }
        case "photos": withPhoto = value == "1"
        case "keep" where keeping.count < Self.mostRepeated: keeping.append(value)
        case "not" where excluded.count < Self.mostRepeated: excluded.append(value)
        case "sort": order = Order(rawValue: value) ?? .best
        case "page": page = Int(value).map { min(max($0, 1), 10_000) } ?? 1
        case "cursor": cursor = value
        default: if let attribute = ListingAttribute(rawValue: name) { choose(value, attribute) }
        }
    }

    /// Adds a value, unless it is chosen already.
    mutating func choose(_ value: String, _ attribute: ListingAttribute) {
        let chosen = attributes[attribute] ?? []
        guard chosen.count < Self.mostRepeated, !isChosen(value, attribute) else { return }
        attributes[attribute] = chosen + [value]
    }

    /// Takes a value away.
    mutating func drop(_ value: String, _ attribute: ListingAttribute) {
        let rest = (attributes[attribute] ?? []).filter { attribute.key($0) != attribute.key(value) }
        attributes[attribute] = rest.isEmpty ? nil : rest
    }

    func isChosen(_ value: String, _ attribute: ListingAttribute) -> Bool {
        attributes[attribute]?.contains { attribute.key($0) == attribute.key(value) } ?? false
    }

    /// Whether there is anything to look for; else the page invites to begin.
    var asksForSomething: Bool {
        var nothing = SearchLink()
        nothing.currency = currency
        return self != nothing
    }

    /// What a buyer typed into a number field, in minor units of the marketplace's currency.
    private static func price(_ text: String, _ rates: ExchangeRates) -> Int? {
        Money(typed: text.filter { !$0.isWhitespace }, currency: rates.base)
            .flatMap { rates.inBase($0.minorUnits, $0.currency?.code) }
    }

    /// The bounds as number fields show them; empty where there is none.
    var priceFields: (minimum: String, maximum: String) {
        func text(_ price: Int?) -> String { price.map { Money($0, currency).plainText } ?? "" }
        return (text(minimumPrice), text(maximumPrice))
    }

    /// The query's parts, in one order always, so that equal states have equal addresses.
    var items: [(name: String, value: String)] {
        var items: [(String, String)] = []
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { items.append((name, value)) }
        }
        add("q", words)
        add("photo", photo)
        add("like", like)
        for path in categories { add("category", path.joined(separator: "/")) }
        add("min", priceFields.minimum)
        add("max", priceFields.maximum)
        add("near", near)
        add("km", kilometres.map(String.init))
        for attribute in ListingAttribute.allCases {
            for value in attributes[attribute] ?? [] { add(attribute.name, value) }
        }
        add("photos", withPhoto ? "1" : nil)
        for text in keeping { add("keep", text) }
        for id in excluded { add("not", id) }
        add("sort", order == .best ? nil : order.rawValue)
        add("page", page > 1 ? "\(page)" : nil)
        add("cursor", cursor)
        return items
    }

    var path: String { path(of: "/search") }

    func path(of page: String) -> String {
        let query = items.map { "\($0.name)=\(PathText.encoded($0.value))" }.joined(separator: "&")
        return query.isEmpty ? page : "\(page)?\(query)"
    }

    /// A changed copy that begins at the first page again.
    func with(_ change: (inout SearchLink) -> Void) -> SearchLink {
        var copy = self
        copy.page = 1
        copy.cursor = nil
        change(&copy)
        return copy
    }

    /// Without a phrase that was understood: it goes from the words.
    func without(phrase: String) -> SearchLink {
        with { link in
            if let range = link.words.range(of: phrase, options: [.caseInsensitive, .diacriticInsensitive]) {
                link.words.removeSubrange(range)
                link.words = link.words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
        }
    }

    /// The conditions that were chosen, not typed.
    var filter: SearchFilter {
        SearchFilter(
            minimumPrice: minimumPrice, maximumPrice: maximumPrice, hasPhoto: withPhoto ? true : nil,
            attributes: attributes, excludedIDs: Set(of: excluded))
    }
}
