package import SoukCatalog

extension SearchFilter {
    /// How many categories and values of attributes a filter may name.
    private static let mostValues = 1_000

    /// Refuses what can only be a mistake.
    package func validate() throws(RetrievalError) {
        if let minimumPrice, let maximumPrice, minimumPrice > maximumPrice {
            throw .request(
                reason: "the lowest price \(minimumPrice) is above the highest \(maximumPrice)",
                remedy: "Swap them.")
        }
        let values = attributes.values.reduce(categories.count) { $0 + $1.count }
        guard values <= Self.mostValues else {
            throw .request(
                reason: "\(values) categories and values of attributes",
                remedy: "Give at most \(Self.mostValues).")
        }
        guard let near else { return }
        guard (-90...90).contains(near.latitude), (-180...180).contains(near.longitude) else {
            throw .request(
                reason: "\(near.latitude), \(near.longitude) is no place on Earth",
                remedy: "Give degrees north from -90 to 90 and degrees east from -180 to 180.")
        }
        guard near.kilometres >= 0, near.kilometres.isFinite else {
            throw .request(
                reason: "a radius of \(near.kilometres) km", remedy: "Give a radius of 0 km or more.")
        }
    }

    /// Whether listings are compared by their prices.
    package var boundsPrices: Bool { minimumPrice != nil || maximumPrice != nil }

    /// Nothing is demanded: every listing matches.
    package var isEmpty: Bool {
        var rest = self
        rest.attributes = chosen
        if categories.contains([]) { rest.categories = [] }
        return rest == SearchFilter()
    }

    /// The attributes that demand something.
    package var chosen: [ListingAttribute: [String]] { attributes.filter { !$0.value.isEmpty } }
}
