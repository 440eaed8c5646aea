import SoukCatalog
import SoukSearch

/// The choices of one facet, with how many listings each leaves.
struct FacetGroup: Sendable, Equatable {
    var name: String
    var choices: [Choice]

    struct Choice: Sendable, Equatable {
        var label: String
        var count: String
        var link: String
        var isChosen: Bool
    }

    private static let mostChoices = 12

    /// Groups without a real choice are left out.
    static func all(_ facets: FacetCounts, _ link: SearchLink, currency: String?) -> [FacetGroup] {
        let groups =
            [
                FacetGroup(name: "Category", choices: categories(facets, link)), below(facets, link),
                FacetGroup(name: "Price", choices: prices(facets, link, currency)),
            ]
            + ListingAttribute.allCases.filter(\.description.isOffered).map { attribute in
                FacetGroup(name: attribute.description.title, choices: values(facets, attribute, link))
            } + [
                FacetGroup(name: "Place", choices: towns(facets, link)),
                FacetGroup(name: "Photos", choices: photos(facets, link)),
            ]
        return groups.filter { !$0.choices.isEmpty }
    }

    /// Without a choice the top levels; else the way up, and the level of what is chosen, to choose more of.
    private static func categories(_ facets: FacetCounts, _ link: SearchLink) -> [Choice] {
        guard let first = link.categories.first else {
            return facets.categories.filter { $0.path.count == 1 }.prefix(mostChoices + 4).map { category in
                choice(category) { link.with { $0.categories = [category.path] } }
            }
        }
        var choices = [
            Choice(
                label: "All categories", count: "", link: link.with { $0.categories = [] }.path,
                isChosen: false)
        ]
        let above = first.dropLast()
        for depth in above.indices {
            let path = Array(first[...depth])
            let category = facets.categories.first { $0.path == path } ?? .init(path: path, count: 0)
            choices.append(choice(category) { link.with { $0.categories = [path] } })
        }
        let level = facets.categories.filter { $0.path.count == first.count && $0.path.starts(with: above) }
        let chosen = link.categories.map { path in
            facets.categories.first { $0.path == path } ?? .init(path: path, count: 0)
        }
        choices += chosen.map { category in
            choice(category, isChosen: true) {
                link.with { $0.categories.removeAll { $0 == category.path } }
            }
        }
        return choices
            + level.filter { !link.categories.contains($0.path) }.prefix(mostChoices).map { category in
                choice(category) { link.with { $0.categories.append(category.path) } }
            }
    }

    /// The levels below the chosen category, where one is chosen.
    private static func below(_ facets: FacetCounts, _ link: SearchLink) -> FacetGroup {
        guard link.categories.count == 1, let chosen = link.categories.first else {
            return FacetGroup(name: "", choices: [])
        }
        let below = facets.categories.filter {
            $0.path.count == chosen.count + 1 && $0.path.starts(with: chosen)
        }
        return FacetGroup(
            name: "In \(chosen.last ?? "")",
            choices: below.prefix(mostChoices + 4).map { category in
                choice(category) { link.with { $0.categories = [category.path] } }
            })
    }

    private static func choice(
        _ category: FacetCounts.Category, isChosen: Bool = false, _ link: () -> SearchLink
    ) -> Choice {
        Choice(
            label: category.path.last ?? "", count: Figures.grouped(category.count), link: link().path,
            isChosen: isChosen)
    }

    private static func prices(_ facets: FacetCounts, _ link: SearchLink, _ currency: String?) -> [Choice] {
        let buckets = facets.prices.filter { $0.count > 0 && ($0.from != nil || $0.below != nil) }
        return buckets.map { bucket in
            let isChosen =
                link.minimumPrice == bucket.from && link.maximumPrice == bucket.below.map { $0 - 1 }
            return Choice(
                label: PriceText.range(from: bucket.from, below: bucket.below, currency),
                count: Figures.grouped(bucket.count),
                link: link.with {
                    $0.minimumPrice = isChosen ? nil : bucket.from
                    $0.maximumPrice = isChosen ? nil : bucket.below.map { $0 - 1 }
                }.path,
                isChosen: isChosen)
        }
    }

    /// Each choice adds a value, or takes a chosen one away.
    private static func values(
        _ facets: FacetCounts, _ attribute: ListingAttribute, _ link: SearchLink
    ) -> [Choice] {
        choices(facets.attributes[attribute] ?? [], isChosen: { link.isChosen($0, attribute) }) {
            value, isChosen in
            link.with { isChosen ? $0.drop(value, attribute) : $0.choose(value, attribute) }
        }
    }

    private static func towns(_ facets: FacetCounts, _ link: SearchLink) -> [Choice] {
        choices(facets.towns, isChosen: { $0 == link.near }) { town, isChosen in
            link.with { ($0.near, $0.kilometres) = (isChosen ? "" : town, nil) }
        }
    }

    /// The most frequent values, and all that are chosen.
    private static func choices(
        _ values: [FacetCounts.Value], isChosen: (String) -> Bool, _ change: (String, Bool) -> SearchLink
    ) -> [Choice] {
        let named = values.compactMap { entry in entry.value.map { (value: $0, count: entry.count) } }
            .filter { $0.count > 0 }
        return named.enumerated().filter { $0.offset < mostChoices || isChosen($0.element.value) }.map {
            _, entry in
            let isChosen = isChosen(entry.value)
            return Choice(
                label: entry.value, count: Figures.grouped(entry.count),
                link: change(entry.value, isChosen).path, isChosen: isChosen)
        }
    }

    private static func photos(_ facets: FacetCounts, _ link: SearchLink) -> [Choice] {
        guard link.withPhoto || (facets.withPhoto > 0 && facets.withoutPhoto > 0) else { return [] }
        return [
            Choice(
                label: "With photo", count: Figures.grouped(facets.withPhoto),
                link: link.with { $0.withPhoto.toggle() }.path, isChosen: link.withPhoto)
        ]
    }
}
