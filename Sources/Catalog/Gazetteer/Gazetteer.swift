import Foundation

/// Finds towns: a sorted table of names from GeoNames, searched in the mapped file.
public struct Gazetteer: Sendable {
    /// Lines sorted by their key; `Scripts/make-gazetteer.py` says what they hold.
    private let table: Data

    /// - Throws: `CatalogError` when the file cannot be read or is no table of places.
    public init(url: URL) throws(CatalogError) {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw .missing(path: url.path, remedy: "Run Scripts/bootstrap, which makes it.")
        }
        do {
            table = try Data(contentsOf: url, options: .alwaysMapped)
        } catch {
            throw .io(path: url.path, reason: "cannot be read: \(error.localizedDescription)")
        }
        guard KnownPlace(line: line(at: 0)) != nil else {
            throw .table(
                path: url.path, line: 1, reason: "not a table of places with 7 fields",
                remedy: "Make it anew with Scripts/make-gazetteer.py.")
        }
    }

    /// The gazetteer that `Scripts/bootstrap` makes; nil where it was not run.
    public static func bundled() -> Gazetteer? {
        Assets.file("gazetteer/places.tsv").flatMap { try? Gazetteer(url: $0) }
    }

    /// Finds a town, the one in or near the county when several have its name.
    ///
    /// Capitals and diacritics do not matter. A town that is not known is placed at the city that
    /// `county` names (`Downend, Bristol`).
    /// - Parameter currency: ISO 4217 code that tells the country to prefer; British for nil.
    public func place(town: String, county: String? = nil, currency: String? = nil) -> Place? {
        let country = HomeCountry.of(currency)
        let center = county.flatMap { self.center(of: $0, country: country) }
        let towns = places(named: town)
        let ranking = PlaceRanking(country: country, county: county, center: center)
        if let best = ranking.best(towns) {
            return Place(town: town, county: county, latitude: best.latitude, longitude: best.longitude)
        }
        guard let county, let city = city(county, country: country) else { return nil }
        return Place(town: town, county: county, latitude: city.latitude, longitude: city.longitude)
    }

    private func center(of county: String, country: String?) -> (latitude: Double, longitude: Double)? {
        if country == "GB", let known = BritishCounties.center(of: county) { return known }
        return city(county, country: country).map { ($0.latitude, $0.longitude) }
    }

    private func city(_ name: String, country: String?) -> KnownPlace? {
        PlaceRanking(country: country, county: nil, center: nil).best(places(named: name))
    }

    private func places(named name: String) -> [KnownPlace] {
        for key in PlaceKey.candidates(name) {
            let found = matches(key)
            if !found.isEmpty { return found }
        }
        return []
    }

    // MARK: The table

    private func matches(_ key: [UInt8]) -> [KnownPlace] {
        var offset = firstLine(notBefore: key)
        var found: [KnownPlace] = []
        while offset < table.count {
            let line = line(at: offset)
            guard line.starts(with: key), line.dropFirst(key.count).first == UInt8(ascii: "\t") else { break }
            if let place = KnownPlace(line: line) { found.append(place) }
            offset = line.endIndex + 1
        }
        return found
    }

    /// Binary search over bytes: the start of the first line whose key is not before the wanted one.
    private func firstLine(notBefore key: [UInt8]) -> Int {
        var low = 0
        var high = table.count
        while low < high {
            let start = lineStart(around: (low + high) / 2, from: low)
            let line = line(at: start)
            if line.prefix(while: { $0 != UInt8(ascii: "\t") }).lexicographicallyPrecedes(key) {
                low = min(high, line.endIndex + 1)
            } else {
                high = start
            }
        }
        return low
    }

    private func lineStart(around offset: Int, from low: Int) -> Int {
        var start = offset
        while start > low, table[start - 1] != 0x0A { start -= 1 }
        return start
    }

    private func line(at start: Int) -> Data.SubSequence {
        table[start..<(table[start...].firstIndex(of: 0x0A) ?? table.endIndex)]
    }
}
