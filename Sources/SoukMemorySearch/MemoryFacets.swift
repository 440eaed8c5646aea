import SoukCatalog
import SoukSearch

/// Counts facets by looking at every listing.
struct MemoryFacets {
    let results: MemoryResultSet
    let filter: SearchFilter
    let request: FacetRequest
    let rates: ExchangeRates

    func counts() -> FacetCounts {
        let pictured = matching { $0.hasPhoto = nil }.count(where: \.hasPhoto)
        return FacetCounts(
            total: matching { _ in }.count, categories: categories(), prices: prices(),
            attributes: attributes(), towns: towns(), withPhoto: pictured,
            withoutPhoto: matching { $0.hasPhoto = nil }.count - pictured)
    }

    /// - Parameter condition: takes the facet's own condition away.
    private func matching(_ condition: (inout SearchFilter) -> Void) -> [IndexedListing] {
        var filter = filter
        condition(&filter)
        return results.members(filter)
    }

    private func categories() -> [FacetCounts.Category] {
        var counts: [[String]: Int] = [:]
        for listing in matching({ $0.categories = [] }) {
            for level in listing.categoryPath.indices {
                counts[Array(listing.categoryPath[...level]), default: 0] += 1
            }
        }
        return counts.map { FacetCounts.Category(path: $0.key, count: $0.value) }
            .sorted { ($1.count, CategoryKey.key($0.path)) < ($0.count, CategoryKey.key($1.path)) }
    }

    private func prices() -> [FacetCounts.PriceBucket] {
        let amounts = matching { filter in
            filter.minimumPrice = nil
            filter.maximumPrice = nil
        }.map(rates.price)
        let edges = [0] + request.priceBounds
        let priced = edges.indices.map { place in
            let below = place + 1 < edges.count ? edges[place + 1] : nil
            return FacetCounts.PriceBucket(
                from: edges[place], below: below,
                count: amounts.count { price in
                    price.map { $0 >= edges[place] && $0 < below ?? .max } ?? false
                })
        }
        return priced + [.init(from: nil, below: nil, count: amounts.count { $0 == nil })]
    }

    private func attributes() -> [ListingAttribute: [FacetCounts.Value]] {
        var facets: [ListingAttribute: [FacetCounts.Value]] = [:]
        for attribute in ListingAttribute.allCases {
            let listings = matching { $0.attributes[attribute] = nil }
            let spellings = Self.values(listings) { $0.attributes[attribute] }
            facets[attribute] = attribute.facet(spellings, limit: request.limit)
        }
        return facets
    }

    private func towns() -> [FacetCounts.Value] {
        let values = Self.values(matching { $0.near = nil }, \.town)
        return values.filter { $0.value != nil }.prefix(request.limit) + values.filter { $0.value == nil }
    }

    private static func values(
        _ listings: [IndexedListing], _ value: (IndexedListing) -> String?
    ) -> [FacetCounts.Value] {
        Dictionary(listings.map { (value($0), 1) }, uniquingKeysWith: +)
            .map { FacetCounts.Value(value: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
    }
}
