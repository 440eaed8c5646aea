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
        [
            FacetGroup(name: "Category", choices: categories(facets, link)),
            FacetGroup(name: "Price", choices: prices(facets, link, currency)),
            FacetGroup(
                name: "Condition",
                choices: values(facets.conditions, link.condition) { value in
                    link.with { $0.condition = value }
                }),
            FacetGroup(
                name: "Place",
                choices: values(facets.towns, link.near.isEmpty ? nil : link.near) { value in
                    link.with { ($0.near, $0.kilometres) = (value ?? "", nil) }
                }),
            FacetGroup(name: "Photos", choices: photos(facets, link)),
        ].filter { !$0.choices.isEmpty }
    }

    /// The way up from the chosen category, and the levels below it.
    private static func categories(_ facets: FacetCounts, _ link: SearchLink) -> [Choice] {
        let chosen = link.category
        var choices: [Choice] = []
        if !chosen.isEmpty {
            choices.append(
                Choice(
                    label: "All categories", count: "", link: link.with { $0.category = [] }.path,
                    isChosen: false))
        }
        for depth in chosen.indices {
            let path = Array(chosen[...depth])
            let count = facets.categories.first { $0.path == path }?.count
            choices.append(
                Choice(
                    label: path[depth], count: count.map(PriceText.grouped) ?? "",
                    link: link.with { $0.category = path }.path, isChosen: depth == chosen.count - 1))
        }
        let below = facets.categories.filter {
            $0.path.count == chosen.count + 1 && Array($0.path.prefix(chosen.count)) == chosen
        }
        return choices
            + below.prefix(mostChoices + 4).map { category in
                Choice(
                    label: category.path.last ?? "", count: PriceText.grouped(category.count),
                    link: link.with { $0.category = category.path }.path, isChosen: false)
            }
    }

    private static func prices(_ facets: FacetCounts, _ link: SearchLink, _ currency: String?) -> [Choice] {
        let buckets = facets.prices.filter { $0.count > 0 && ($0.from != nil || $0.below != nil) }
        return buckets.map { bucket in
            let isChosen =
                link.minimumPrice == bucket.from && link.maximumPrice == bucket.below.map { $0 - 1 }
            return Choice(
                label: PriceText.range(from: bucket.from, below: bucket.below, currency),
                count: PriceText.grouped(bucket.count),
                link: link.with {
                    $0.minimumPrice = isChosen ? nil : bucket.from
                    $0.maximumPrice = isChosen ? nil : bucket.below.map { $0 - 1 }
                }.path,
                isChosen: isChosen)
        }
    }

    private static func values(
        _ values: [FacetCounts.Value], _ chosen: String?, _ choose: (String?) -> SearchLink
    ) -> [Choice] {
        values.compactMap { entry in entry.value.map { (value: $0, count: entry.count) } }
            .filter { $0.count > 0 }.prefix(mostChoices).map { entry in
                let isChosen = entry.value == chosen
                return Choice(
                    label: entry.value, count: PriceText.grouped(entry.count),
                    link: choose(isChosen ? nil : entry.value).path, isChosen: isChosen)
            }
    }

    private static func photos(_ facets: FacetCounts, _ link: SearchLink) -> [Choice] {
        guard link.withPhoto || (facets.withPhoto > 0 && facets.withoutPhoto > 0) else { return [] }
        return [
            Choice(
                label: "With photo", count: PriceText.grouped(facets.withPhoto),
                link: link.with { $0.withPhoto.toggle() }.path, isChosen: link.withPhoto)
        ]
    }
}
