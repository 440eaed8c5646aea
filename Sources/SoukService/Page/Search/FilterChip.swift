import Foundation
import SoukCatalog
import SoukRanking
import SoukSearch

/// A condition that results meet, and the address without it.
struct FilterChip: Sendable, Equatable {
    var label: String
    /// Whether it was read from the words, rather than chosen.
    var isUnderstood: Bool
    var removeLink: String
    /// The address where an understood phrase is only words.
    var keepLink: String?
    var keepLabel: String?

    /// Understood phrases first, in the order of the query, then what was chosen.
    static func all(_ query: UnderstoodQuery?, _ link: SearchLink, currency: String?) -> [FilterChip] {
        let understood = (query?.phrases ?? []).map { phrase in
            FilterChip(
                label: label(phrase.meaning, currency), isUnderstood: true,
                removeLink: link.without(phrase: phrase.text).path,
                keepLink: link.with { $0.keeping.append(phrase.text) }.path,
                keepLabel: "look for the words “\(phrase.text)” instead")
        }
        return understood + chosen(link, currency)
    }

    private static func chosen(_ link: SearchLink, _ currency: String?) -> [FilterChip] {
        var chips: [FilterChip] = []
        func add(_ label: String, _ change: (inout SearchLink) -> Void) {
            chips.append(FilterChip(label: label, isUnderstood: false, removeLink: link.with(change).path))
        }
        for path in link.categories {
            add(path.last ?? "") { $0.categories.removeAll { $0 == path } }
        }
        if link.minimumPrice != nil || link.maximumPrice != nil {
            add(prices(link.minimumPrice, link.maximumPrice, currency)) {
                ($0.minimumPrice, $0.maximumPrice) = (nil, nil)
            }
        }
        if !link.near.isEmpty {
            add(link.kilometres.map { "within \($0) km of \(link.near)" } ?? "near \(link.near)") {
                ($0.near, $0.kilometres) = ("", nil)
            }
        }
        for attribute in ListingAttribute.allCases {
            for value in link.attributes[attribute] ?? [] {
                add(attribute.description.prefix + value) { $0.drop(value, attribute) }
            }
        }
        if link.withPhoto { add("with photo") { $0.withPhoto = false } }
        for text in link.keeping {
            add("“\(text)” as words") { $0.keeping.removeAll { $0 == text } }
        }
        if !link.excluded.isEmpty {
            add("without \(link.excluded.count) you turned down") { $0.excluded = [] }
        }
        return chips
    }

    private static func label(_ meaning: UnderstoodPhrase.Meaning, _ currency: String?) -> String {
        switch meaning {
        case .price(let minimum, let maximum): prices(minimum, maximum, currency)
        case .aboutPrice(let price): "about \(PriceText.amount(price, currency))"
        case .place(let name, let circle):
            "within \(Int(min(max(circle.kilometres, 0), 20_000).rounded())) km of \(name)"
        case .hasPhoto: "with photo"
        case .condition(let condition): condition
        case .without(let words): "without “\(words)”"
        }
    }

    private static func prices(_ minimum: Int?, _ maximum: Int?, _ currency: String?) -> String {
        switch (minimum, maximum) {
        case (let low?, let high?) where low == high: PriceText.of(low, currency)
        case (let low?, let high?):
            "\(PriceText.amount(low, currency)) to \(PriceText.amount(high, currency))"
        case (let low?, nil): "from \(PriceText.amount(low, currency))"
        case (nil, let high?): "up to \(PriceText.amount(high, currency))"
        case (nil, nil): "any price"
        }
    }
}
