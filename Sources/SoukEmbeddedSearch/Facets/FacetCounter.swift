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
        let all = places(try members(filter))
        func under(_ condition: (inout SearchFilter) -> Void) throws -> [[Int]] {
            var other = filter
            condition(&other)
            return other == filter ? all : places(try members(other))
        }
        let pictured = try under { $0.hasPhoto = nil }
        let withPhoto = codes(pictured, ListingColumns.Code.hasPhoto).values.reduce(0, +)
        var attributes: [ListingAttribute: [FacetCounts.Value]] = [:]
        for (place, attribute) in ListingAttribute.allCases.enumerated() {
            let listings = try under { $0.attributes[attribute] = nil }
            attributes[attribute] = attribute.facet(
                values(listings, ListingColumns.Code.attribute(place)), limit: request.limit)
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
    private func places(_ rows: RowSet?) -> [[Int]] {
        guard let rows else {
            return snapshot.layers.map { layer in (0..<layer.segment.count).filter { !layer.isHidden($0) } }
        }
        var places = snapshot.layers.map { _ in [Int]() }
        for row in rows {
            if let place = snapshot.place(of: row) { places[place.layer].append(place.document) }
        }
        return places
    }

    /// How many listings have each value of a column; those without one under nil.
    private func codes(_ places: [[Int]], _ column: Int) -> [String?: Int] {
        var counts: [String?: Int] = [:]
        for (layer, listings) in places.enumerated() {
            let columns = snapshot.layers[layer].segment.columns
            guard ListingColumns.Code.isValue(column) else {
                counts["", default: 0] += listings.count { columns.code($0, column) != 0 }
                continue
            }
            var own = [Int](repeating: 0, count: columns.values.count)
            for listing in listings { own[columns.code(listing, column)] += 1 }
            for (code, count) in own.enumerated() where count > 0 {
                counts[code == 0 ? nil : columns.values.text(code), default: 0] += count
            }
        }
        return counts
    }

    private func values(_ places: [[Int]], _ column: Int) -> [FacetCounts.Value] {
        codes(places, column).map { FacetCounts.Value(value: $0.key, count: $0.value) }
    }

    private func categories(_ places: [[Int]]) -> [FacetCounts.Category] {
        var counts: [[String]: Int] = [:]
        for (key, count) in codes(places, ListingColumns.Code.category) {
            let path = CategoryKey.path(key ?? "")
            for level in path.indices { counts[Array(path[...level]), default: 0] += count }
        }
        return counts.map { FacetCounts.Category(path: $0.key, count: $0.value) }
            .sorted { ($1.count, CategoryKey.key($0.path)) < ($0.count, CategoryKey.key($1.path)) }
    }

    private func prices(_ places: [[Int]]) -> [FacetCounts.PriceBucket] {
        let bounds = request.priceBounds
        var counts = [Int](repeating: 0, count: bounds.count + 1)
        var without = 0
        for (layer, listings) in places.enumerated() {
            let columns = snapshot.layers[layer].segment.columns
            var rateOfCode: [Int: CurrencyFactor] = [:]
            for listing in listings {
                guard let amount = columns.price(listing) else {
                    without += 1
                    continue
                }
                let code = columns.code(listing, ListingColumns.Code.currency)
                let factor =
                    rateOfCode[code]
                    ?? CurrencyFactor(rates, columns.value(listing, ListingColumns.Code.currency))
                rateOfCode[code] = factor
                guard let price = factor.price(amount) else {
                    without += 1
                    continue
                }
                counts[bounds.firstIndex { price < $0 } ?? bounds.count] += 1
            }
        }
        let edges = [0] + bounds
        let priced = edges.indices.map { index in
            FacetCounts.PriceBucket(
                from: edges[index], below: index < bounds.count ? bounds[index] : nil, count: counts[index])
        }
        return priced + [FacetCounts.PriceBucket(from: nil, below: nil, count: without)]
    }

    private func towns(_ places: [[Int]]) -> [FacetCounts.Value] {
        let sorted = values(places, ListingColumns.Code.town)
            .sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
        return sorted.filter { $0.value != nil }.prefix(request.limit) + sorted.filter { $0.value == nil }
    }
}

/// What one currency's amounts are worth in the marketplace's.
private struct CurrencyFactor {
    private let factor: Double?

    /// The empty currency is unknown, and taken for the marketplace's.
    init(_ rates: ExchangeRates, _ currency: String?) {
        factor = rates.factor(currency?.isEmpty == true ? nil : currency)
    }

    func price(_ amount: Int) -> Int? { factor.flatMap { Int(exactly: (Double(amount) * $0).rounded()) } }
}
