import SoukCatalog
import SoukSearch

/// Counts facets in the columns of listings, each under the filter's other conditions.
struct FacetCounter {
    let snapshot: WordSnapshot
    let filter: SearchFilter
    let request: FacetRequest
    let rates: ExchangeRates
    /// The listings that count and match a filter; nil for all there are.
    let members: (SearchFilter) throws -> RowSet?

    func counts() throws -> FacetCounts {
        let all = CountedMembers(snapshot, try members(filter))
        func under(_ condition: (inout SearchFilter) -> Void) throws -> CountedMembers {
            var other = filter
            condition(&other)
            return other == filter ? all : CountedMembers(snapshot, try members(other))
        }
        let pictured = try under { $0.hasPhoto = nil }
        let withPhoto = pictured.withPhoto
        var attributes: [ListingAttribute: [FacetCounts.Value]] = [:]
        for (place, attribute) in ListingAttribute.allCases.enumerated() {
            attributes[attribute] = values(
                try under { $0.attributes[attribute] = nil }, attribute,
                ListingColumns.Code.attribute(place))
        }
        return FacetCounts(
            total: all.count, categories: categories(try under { $0.categories = [] }),
            prices: prices(
                try under {
                    $0.minimumPrice = nil
                    $0.maximumPrice = nil
                }), attributes: attributes, towns: towns(try under { $0.near = nil }), withPhoto: withPhoto,
            withoutPhoto: pictured.count - withPhoto)
    }

    private func columns(_ layer: Int) -> ListingColumns { snapshot.layers[layer].segment.columns }

    private func values(
        _ members: CountedMembers, _ attribute: ListingAttribute, _ column: Int
    ) -> [FacetCounts.Value] {
        var counts: [String?: Int] = [:]
        var keys: [String: String] = [:]
        for layer in snapshot.layers.indices {
            let columns = columns(layer)
            for (code, count) in members.codes(layer, column) {
                let value = code == 0 ? nil : columns.values.text(code)
                counts[value, default: 0] += count
                if let value { keys[value] = columns.known.key(code, attribute, columns.values) }
            }
        }
        return attribute.facet(
            counts.map { FacetCounts.Value(value: $0.key, count: $0.value) }, limit: request.limit
        ) { keys[$0] ?? attribute.key($0) }
    }

    private func categories(_ members: CountedMembers) -> [FacetCounts.Category] {
        var levels: [String: FacetCounts.Category] = [:]
        for layer in snapshot.layers.indices {
            let columns = columns(layer)
            for (code, count) in members.codes(layer, ListingColumns.Code.category) {
                for level in columns.known.levels(code, columns.values) {
                    levels[level.key, default: .init(path: level.path, count: 0)].count += count
                }
            }
        }
        return levels.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.value)
    }

    private func prices(_ members: CountedMembers) -> [FacetCounts.PriceBucket] {
        let bounds = request.priceBounds
        var counts = [Int](repeating: 0, count: bounds.count + 1)
        var without = 0
        for (layer, listings) in members.documents.enumerated() {
            var prices = ColumnPrices(columns(layer), rates)
            for listing in listings {
                guard let price = prices.price(listing) else {
                    without += 1
                    continue
                }
                var bucket = 0
                while bucket < bounds.count, price >= bounds[bucket] { bucket += 1 }
                counts[bucket] += 1
            }
        }
        let edges = [0] + bounds
        let priced = edges.indices.map { index in
            FacetCounts.PriceBucket(
                from: edges[index], below: index < bounds.count ? bounds[index] : nil, count: counts[index])
        }
        return priced + [FacetCounts.PriceBucket(from: nil, below: nil, count: without)]
    }

    private func towns(_ members: CountedMembers) -> [FacetCounts.Value] {
        var counts: [String?: Int] = [:]
        for layer in snapshot.layers.indices {
            let columns = columns(layer)
            for (code, count) in members.codes(layer, ListingColumns.Code.town) {
                counts[code == 0 ? nil : columns.values.text(code), default: 0] += count
            }
        }
        let sorted = counts.map { FacetCounts.Value(value: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
        return sorted.filter { $0.value != nil }.prefix(request.limit) + sorted.filter { $0.value == nil }
    }
}
