import SoukCatalog
import SoukSearch

/// A filter's conditions on the columns of listings.
struct ColumnFilter {
    private let filter: SearchFilter
    private let rates: ExchangeRates
    private let categories: [[UInt8]]
    private let keys: [(column: Int, attribute: ListingAttribute, keys: Set<String>)]

    init(_ filter: SearchFilter, _ rates: ExchangeRates) {
        self.filter = filter
        self.rates = rates
        categories =
            filter.categories.contains([])
            ? [] : filter.categories.map { Array(CategoryKey.key($0).utf8) }
        let chosen = filter.chosen
        keys = ListingAttribute.allCases.enumerated().compactMap { place, attribute in
            chosen[attribute].map {
                (ListingColumns.Code.attribute(place), attribute, Set($0.map(attribute.key)))
            }
        }
    }

    /// Leaves out the documents that do not meet a condition.
    func narrow(_ documents: inout [UInt64], _ columns: ListingColumns) {
        if let wanted = filter.hasPhoto {
            documents.keepBits { (columns.code($0, ListingColumns.Code.hasPhoto) != 0) == wanted }
        }
        if let time = filter.postedAfter {
            documents.keepBits { columns.number($0, 1).map { $0 > time } ?? false }
        }
        if !categories.isEmpty {
            keep(&documents, columns, ListingColumns.Code.category) { code in
                let key = columns.values[code]
                return categories.contains { key.starts(with: $0) }
            }
        }
        for (column, attribute, keys) in keys {
            keep(&documents, columns, column) { code in
                keys.contains(columns.known.key(code, attribute, columns.values))
            }
        }
        if filter.boundsPrices { keepPrices(&documents, columns) }
        if let near = filter.near { keep(&documents, columns, near: near) }
    }

    /// - Parameter isMet: asked once for each code; 0, no value, meets nothing.
    private func keep(
        _ documents: inout [UInt64], _ columns: ListingColumns, _ column: Int, _ isMet: (Int) -> Bool
    ) {
        var known = [UInt8](repeating: 0, count: columns.values.count)
        documents.keepBits { listing in
            let code = columns.code(listing, column)
            guard code != 0 else { return false }
            if known[code] == 0 { known[code] = isMet(code) ? 1 : 2 }
            return known[code] == 1
        }
    }

    private func keepPrices(_ documents: inout [UInt64], _ columns: ListingColumns) {
        let currency = filter.priceCurrency.flatMap { $0.isEmpty ? nil : $0 }
        func bound(_ price: Int?, _ none: Int) -> Int? { price.map { rates.inBase($0, currency) } ?? none }
        guard let least = bound(filter.minimumPrice, .min), let most = bound(filter.maximumPrice, .max) else {
            return documents = [UInt64](repeating: 0, count: documents.count)
        }
        var prices = ColumnPrices(columns, rates)
        documents.keepBits { prices.price($0).map { $0 >= least && $0 <= most } ?? false }
    }

    private func keep(
        _ documents: inout [UInt64], _ columns: ListingColumns, near circle: SearchFilter.Circle
    ) {
        let box = BoundingBox(circle)
        documents.keepBits { listing in
            let (latitude, longitude) = (columns.places[listing * 2], columns.places[listing * 2 + 1])
            guard box.latitudes.contains(latitude), box.longitudes.contains(where: { $0.contains(longitude) })
            else { return false }
            return columns.kilometres(listing, from: circle) <= circle.kilometres
        }
    }
}

extension ListingColumns {
    /// NaN where the listing has no place.
    func kilometres(_ listing: Int, from circle: SearchFilter.Circle) -> Double {
        GreatCircle.kilometres(
            latitude: circle.latitude, longitude: circle.longitude, toLatitude: places[listing * 2],
            toLongitude: places[listing * 2 + 1])
    }
}
