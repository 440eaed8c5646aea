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
        let all = documents(try members(filter))
        func under(_ condition: (inout SearchFilter) -> Void) throws -> [[Int]] {
            var other = filter
            condition(&other)
            return other == filter ? all : documents(try members(other))
        }
        let pictured = try under { $0.hasPhoto = nil }
        let withPhoto = photos(pictured)
        var attributes: [ListingAttribute: [FacetCounts.Value]] = [:]
        for (place, attribute) in ListingAttribute.allCases.enumerated() {
            attributes[attribute] = values(
                try under { $0.attributes[attribute] = nil }, attribute,
                ListingColumns.Code.attribute(place))
        }
        return FacetCounts(
            total: all.reduce(0) { $0 + $1.count }, categories: categories(try under { $0.categories = [] }),
            prices: prices(
                try under {
                    $0.minimumPrice = nil
                    $0.maximumPrice = nil
                }), attributes: attributes, towns: towns(try under { $0.near = nil }), withPhoto: withPhoto,
            withoutPhoto: pictured.reduce(0) { $0 + $1.count } - withPhoto)
    }

    /// The documents of some rows, by layer.
    private func documents(_ rows: RowSet?) -> [[Int]] { snapshot.documents(rows).layers.map(\.setBits) }

    private func columns(_ layer: Int) -> ListingColumns { snapshot.layers[layer].segment.columns }

    private func photos(_ documents: [[Int]]) -> Int {
        documents.enumerated().reduce(0) { sum, listings in
            let columns = columns(listings.offset)
            return sum + listings.element.count { columns.code($0, ListingColumns.Code.hasPhoto) != 0 }
        }
    }

    /// How many listings of a layer have each value of a column; 0 stands for none.
    private func codes(_ layer: Int, _ listings: [Int], _ column: Int) -> [(code: Int, count: Int)] {
        let columns = columns(layer)
        // Of few listings, the values that they have are looked at; of many, all that there are.
        guard listings.count < columns.values.count / 8 else {
            var counts = [Int](repeating: 0, count: columns.values.count)
            for listing in listings { counts[columns.code(listing, column)] += 1 }
            return counts.enumerated().compactMap { $1 > 0 ? ($0, $1) : nil }
        }
        var codes = listings.map { columns.code($0, column) }
        codes.sort()
        var counts: [(code: Int, count: Int)] = []
        for code in codes {
            if counts.last?.code == code {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((code, 1))
            }
        }
        return counts
    }

    private func values(
        _ documents: [[Int]], _ attribute: ListingAttribute, _ column: Int
    ) -> [FacetCounts.Value] {
        var counts: [String?: Int] = [:]
        var keys: [String: String] = [:]
        for (layer, listings) in documents.enumerated() {
            let columns = columns(layer)
            for (code, count) in codes(layer, listings, column) {
                let value = code == 0 ? nil : columns.values.text(code)
                counts[value, default: 0] += count
                if let value { keys[value] = columns.known.key(code, attribute, columns.values) }
            }
        }
        return attribute.facet(
            counts.map { FacetCounts.Value(value: $0.key, count: $0.value) }, limit: request.limit
        ) { keys[$0] ?? attribute.key($0) }
    }

    private func categories(_ documents: [[Int]]) -> [FacetCounts.Category] {
        var levels: [String: FacetCounts.Category] = [:]
        for (layer, listings) in documents.enumerated() {
            let columns = columns(layer)
            for (code, count) in codes(layer, listings, ListingColumns.Code.category) {
                for level in columns.known.levels(code, columns.values) {
                    levels[level.key, default: .init(path: level.path, count: 0)].count += count
                }
            }
        }
        return levels.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.value)
    }

    private func prices(_ documents: [[Int]]) -> [FacetCounts.PriceBucket] {
        let bounds = request.priceBounds
        var counts = [Int](repeating: 0, count: bounds.count + 1)
        var without = 0
        for (layer, listings) in documents.enumerated() {
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

    private func towns(_ documents: [[Int]]) -> [FacetCounts.Value] {
        var counts: [String?: Int] = [:]
        for (layer, listings) in documents.enumerated() {
            let columns = columns(layer)
            for (code, count) in codes(layer, listings, ListingColumns.Code.town) {
                counts[code == 0 ? nil : columns.values.text(code), default: 0] += count
            }
        }
        let sorted = counts.map { FacetCounts.Value(value: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
        return sorted.filter { $0.value != nil }.prefix(request.limit) + sorted.filter { $0.value == nil }
    }
}
