import SoukCatalog
import SoukSearch

/// A listing's place in an order.
struct PlacedRow {
    var row: Int64
    var key: Double
    var id: String
}

/// Cuts pages from an order by the columns of listings.
struct ColumnOrder {
    /// The key of listings without a value: they come last, and cursors can hold it.
    static let last = 1e300

    private let order: ScanOrder
    private let circle: SearchFilter.Circle?
    private let rates: ExchangeRates

    /// - Throws: `request` for the nearest without a place.
    init(_ order: ScanOrder, _ filter: SearchFilter, _ rates: ExchangeRates) throws(RetrievalError) {
        try order.check(filter)
        (self.order, circle, self.rates) = (order, filter.near, rates)
    }

    private struct Place {
        var key: Double
        var layer: Int
        var listing: Int
    }

    /// The first rows behind a position, by rising key and then by the bytes of their ids.
    ///
    /// - Parameter rows: only these; nil for all.
    func first(
        _ limit: Int, of snapshot: WordSnapshot, among rows: RowSet?, after position: ScanPosition?
    ) -> [PlacedRow] {
        func id(_ place: Place) -> UnsafeBufferPointer<UInt8> {
            snapshot.layers[place.layer].segment.columns.labels[place.listing * 3]
        }
        func isBefore(_ one: Place, _ other: Place) -> Bool {
            one.key == other.key ? PackedTexts.order(id(one), id(other)) < 0 : one.key < other.key
        }
        var bound = position?.id ?? ""
        return bound.withUTF8 { bound in
            func isBehind(_ place: Place) -> Bool {
                guard let position else { return true }
                guard place.key == position.key else { return place.key > position.key }
                return PackedTexts.order(id(place), bound) > 0
            }
            // More than are wanted are gathered, and then the best of them kept.
            let most = 2 * limit + 1_024
            var best: [Place] = []
            var worst: Place?
            func cut() {
                guard best.count >= limit else { return best.sort(by: isBefore) }
                best.sort(by: isBefore)
                best.removeLast(best.count - limit)
                worst = best.last
            }
            for (layer, documents) in snapshot.documents(rows).layers.enumerated() {
                forEachKey(of: documents, snapshot.layers[layer].segment.columns) { listing, key in
                    let place = Place(key: key, layer: layer, listing: listing)
                    guard isBehind(place), worst.map({ isBefore(place, $0) }) ?? true else { return }
                    best.append(place)
                    if best.count == most { cut() }
                }
            }
            cut()
            return best.map { place in
                let segment = snapshot.layers[place.layer].segment
                return PlacedRow(
                    row: segment.rows[place.listing], key: place.key, id: segment.columns.id(place.listing))
            }
        }
    }

    private func forEachKey(
        of documents: [UInt64], _ columns: ListingColumns, _ body: (Int, Double) -> Void
    ) {
        switch order {
        case .id: documents.forEachBit { body($0, 0) }
        case .newest:
            documents.forEachBit { body($0, columns.number($0, 1).map { -Double($0) } ?? Self.last) }
        case .cheapest, .dearest:
            let sign = order == .cheapest ? 1.0 : -1.0
            var prices = ColumnPrices(columns, rates)
            documents.forEachBit { body($0, prices.price($0).map { sign * Double($0) } ?? Self.last) }
        case .nearest:
            guard let circle else { return }
            documents.forEachBit { listing in
                let distance = columns.kilometres(listing, from: circle)
                body(listing, distance.isNaN ? Self.last : distance)
            }
        }
    }
}
