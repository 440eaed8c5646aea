import Foundation

/// A line of the gazetteer.
struct KnownPlace {
    var name: String
    /// ISO 3166 code.
    var country: String
    /// Code of the first-level region, `ENG` or `CA`.
    var region: String
    var latitude: Double
    var longitude: Double
    var population: Int

    init?(line: Data) {
        let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard fields.count == 7, let latitude = Double(fields[4]), let longitude = Double(fields[5]),
            let population = Int(fields[6]), abs(latitude) <= 90, abs(longitude) <= 180
        else { return nil }
        name = fields[1]
        country = fields[2]
        region = fields[3]
        self.latitude = latitude
        self.longitude = longitude
        self.population = population
    }

    /// Great-circle distance in kilometres.
    func distance(to point: (latitude: Double, longitude: Double)) -> Double {
        let radians = Double.pi / 180
        let a = sin((point.latitude - latitude) / 2 * radians)
        let b = sin((point.longitude - longitude) / 2 * radians)
        let h = a * a + cos(latitude * radians) * cos(point.latitude * radians) * b * b
        return 2 * 6371 * asin(min(1, h.squareRoot()))
    }
}
