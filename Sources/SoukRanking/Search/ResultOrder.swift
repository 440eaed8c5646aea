import SoukCatalog
import SoukSearch

/// Puts results in another order than the best first.
struct ResultOrder {
    let order: ScanOrder
    let near: SearchFilter.Circle?
    let rates: ExchangeRates

    /// - Throws: `request` for the nearest of no place.
    init(
        _ order: ScanOrder, near: SearchFilter.Circle?, rates: ExchangeRates = .standard
    ) throws(RankingError) {
        guard order != .nearest || near != nil else {
            throw .request(
                reason: "the nearest listings of no place", remedy: "Name a town, or a place and a radius.")
        }
        self.order = order
        self.near = near
        self.rates = rates
    }

    /// What is not relevant is left out where the rest is known to be: the cheapest result shall be one that the
    /// buyer wants. Ranks count anew; what lacks the value comes last; equal values keep their order.
    func arrange(_ results: [RankedResult]) -> [RankedResult] {
        let relevant = results.filter { $0.isRelevant == true }
        let sorted = (relevant.isEmpty ? results : relevant).enumerated().sorted { one, other in
            let (left, right) = (key(one.element.listing), key(other.element.listing))
            return left == right ? one.offset < other.offset : left < right
        }
        return sorted.enumerated().map { place, result in
            var result = result.element
            result.rank = place + 1
            return result
        }
    }

    private func key(_ listing: IndexedListing) -> Double {
        switch order {
        case .id: 0
        case .newest: listing.postedAt.map { -Double($0) } ?? .infinity
        case .cheapest: rates.price(of: listing).map(Double.init) ?? .infinity
        case .dearest: rates.price(of: listing).map { -Double($0) } ?? .infinity
        case .nearest: distance(listing) ?? .infinity
        }
    }

    private func distance(_ listing: IndexedListing) -> Double? {
        guard let near, let latitude = listing.latitude, let longitude = listing.longitude else { return nil }
        return GreatCircle.kilometres(
            latitude: near.latitude, longitude: near.longitude, toLatitude: latitude, toLongitude: longitude)
    }
}
