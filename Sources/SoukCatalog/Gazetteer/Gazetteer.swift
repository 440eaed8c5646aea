public import Foundation

/// Places of the world with at least 500 people, by name: where a listing's town lies.
///
/// The file (`Scripts/make-gazetteer.py` writes it from GeoNames data, CC BY 4.0) is sorted by folded name and
/// stays in memory; a look-up is a binary search.
public struct Gazetteer: Sendable {
    let table: SortedLines

    /// Opens the table; throws when it is missing or not made by the script.
    public init(url: URL) throws(CatalogError) {
        table = try SortedLines(url: url)
    }

    /// The gazetteer that `Scripts/bootstrap` made; nil where there is none.
    public static func bundled() -> Gazetteer? {
        guard let url = bundledFile else { return nil }
        return try? Gazetteer(url: url)
    }

    static var bundledFile: URL? { Assets.file("gazetteer/places.tsv") }

    /// What the gazetteer knows of a town.
    public struct Match: Sendable, Equatable {
        /// The name in the gazetteer.
        public var name: String
        public var latitude: Double
        public var longitude: Double
        /// Only the surrounding city is known; this is its centre.
        public var isCity: Bool
        /// How many people live there; nil for a county.
        public var population: Int?
    }

    /// The place of a town; nil when it is unknown or lies in another county than the one given.
    ///
    /// - Parameters:
    ///   - town: Its name, in any spelling that the gazetteer knows.
    ///   - county: The county that it must lie in; nil takes any.
    ///   - country: ISO 3166 code; nil looks everywhere and takes the largest town of that name.
    public func place(town: String, county: String? = nil, country: String? = nil) -> Place? {
        match(town: town, county: county, country: country).map {
            Place(town: town, county: county, latitude: $0.latitude, longitude: $0.longitude)
        }
    }

    /// Finds a town: by its name near its county, by a longer form of its name there, and at last its city.
    ///
    /// - Parameters:
    ///   - town: Its name, in any spelling that the gazetteer knows.
    ///   - county: The county that it must lie in; nil takes any.
    ///   - country: ISO 3166 code; nil looks everywhere.
    ///   - district: A British postcode district such as `LS6`, which stands for a county.
    public func match(
        town: String, county: String? = nil, country: String? = nil, near district: String? = nil
    ) -> Match? {
        let region = region(county: county, country: country) ?? region(district: district)
        for name in PlaceName.forms(of: town) {
            let key = PlaceName.key(name)
            guard !key.isEmpty else { continue }
            if let found = best(table.entries(key: key), region, country) {
                return Match(found, isCity: false)
            }
            guard region != nil, key.utf8.count >= 4 else { continue }
            if let found = best(table.entries(prefix: key + " "), region, country) {
                return Match(found, isCity: false)
            }
        }
        guard let region, region.radius <= Region.cityRadius else {
            return county == nil || county == town ? nil : city(county, country)
        }
        return Match(
            name: region.name, latitude: region.centre.latitude, longitude: region.centre.longitude,
            isCity: true)
    }

    /// The largest town of exactly this name; accents, hyphens, and `St` for `Saint` make no difference.
    public func town(named name: String, country: String? = nil) -> Match? {
        let key = PlaceName.key(name)
        guard !key.isEmpty else { return nil }
        let words = key.split(separator: " ", maxSplits: 1)
        let saint = words.count == 2 && words[0] == "st" ? "saint " + words[1] : nil
        let saintless = words.count == 2 && words[0] == "saint" ? "st " + words[1] : nil
        return [key, saint, saintless].lazy.compactMap { $0 }
            .compactMap { best(table.entries(key: $0), nil, country) }.first.map { Match($0, isCity: false) }
    }

    /// The county as a town of its own name, when that is a city: `Leith, Edinburgh`.
    private func city(_ county: String?, _ country: String?) -> Match? {
        guard let county, BritishCounties.region(PlaceName.key(county)) == nil,
            let entry = best(table.entries(key: PlaceName.key(county)), nil, country),
            entry.population >= 100_000
        else { return nil }
        return Match(entry, isCity: true)
    }

    private func region(county: String?, country: String?) -> Region? {
        guard let county else { return nil }
        let key = PlaceName.key(county)
        if country == nil || country == "GB" || country == "IM", let known = BritishCounties.region(key) {
            return known
        }
        guard let entry = best(table.entries(key: key), nil, country), entry.population >= 20_000 else {
            return key.utf8.count <= 3 ? Region(name: county, division: county.uppercased()) : nil
        }
        return Region(name: county, centre: entry.coordinates, radius: 40)
    }

    private func region(district: String?) -> Region? {
        guard let district, let town = PostcodeAreas.town(ofDistrict: district),
            let entry = best(table.entries(key: PlaceName.key(town)), nil, "GB")
        else { return nil }
        return Region(name: town, centre: entry.coordinates, radius: 40)
    }

    /// The most populous of the places in the region.
    private func best(_ entries: [PlaceEntry], _ region: Region?, _ country: String?) -> PlaceEntry? {
        entries.filter { entry in
            let isHome =
                country.map { entry.country == $0 || ($0 == "GB" && Self.islands.contains(entry.country)) }
                ?? true
            return isHome && (region?.holds(entry) ?? true)
        }.max { $0.population < $1.population }
    }

    /// Where pounds are paid, too.
    private static let islands: Set<String> = ["IM", "JE", "GG"]
}

extension Gazetteer.Match {
    init(_ entry: PlaceEntry, isCity: Bool) {
        self.init(
            name: entry.name, latitude: entry.coordinates.latitude, longitude: entry.coordinates.longitude,
            isCity: isCity, population: entry.population)
    }
}

/// A county or a city's surroundings: a circle, or a country's division by its code.
struct Region: Sendable {
    /// Up to this radius, in kilometres, the centre may stand for a part that is not known.
    static let cityRadius = 32.0

    let name: String
    let centre: Coordinates
    let radius: Double
    let division: String?

    init(name: String, centre: Coordinates, radius: Double) {
        self.name = name
        self.centre = centre
        self.radius = radius
        division = nil
    }

    /// A division known only by its code, such as a state.
    init?(name: String, division: String) {
        guard let origin = Coordinates(latitude: 90, longitude: 0) else { return nil }
        self.name = name
        centre = origin
        radius = .infinity
        self.division = division
    }

    func holds(_ entry: PlaceEntry) -> Bool {
        if let division { return entry.division == division }
        return centre.distance(to: entry.coordinates) <= radius
    }
}
