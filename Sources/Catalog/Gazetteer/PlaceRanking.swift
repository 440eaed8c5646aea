import Foundation

/// Chooses among places of the same name.
struct PlaceRanking {
    /// ISO 3166 code of the country to prefer.
    var country: String?
    var county: String?
    /// The middle of the county, when it is known.
    var center: (latitude: Double, longitude: Double)?

    /// Towns farther from the middle of their county, in kilometres, are other towns.
    static let reach = 110.0

    /// The nearest to the county's middle, where being ten times as large makes up for 15 km; without a
    /// county the largest. nil when no place fits the county.
    func best(_ places: [KnownPlace]) -> KnownPlace? {
        let home = places.filter { $0.country == country }
        let pool = home.isEmpty ? places : home
        let region = county?.uppercased()
        if let exact = pool.filter({ $0.region == region }).max(by: { $0.population < $1.population }) {
            return exact
        }
        guard let center else { return pool.max { $0.population < $1.population } }
        let near = home.filter { $0.distance(to: center) <= Self.reach }
        return near.min { cost($0, center) < cost($1, center) }
    }

    private func cost(_ place: KnownPlace, _ center: (latitude: Double, longitude: Double)) -> Double {
        place.distance(to: center) - 15 * log10(Double(max(place.population, 100)))
    }
}

/// The country that a table in a currency is most likely from.
enum HomeCountry {
    static func of(_ currency: String?) -> String? {
        switch currency {
        case nil, "GBP": "GB"
        case "USD": "US"
        case "CHF": "CH"
        // Shared by many countries.
        case "EUR", "XAF", "XOF": nil
        case let code?: String(code.prefix(2))
        }
    }
}
