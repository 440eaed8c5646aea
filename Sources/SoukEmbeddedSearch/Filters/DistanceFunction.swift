import SoukCatalog
import GRDB
import SoukSearch

/// Great-circle distance in kilometres as an SQL function: `souk_km(latitude, longitude, latitude, longitude)`.
enum DistanceFunction {
    static let name = "souk_km"

    /// NULL where a coordinate is missing.
    static func add(to db: Database) {
        db.add(
            function: DatabaseFunction(name, argumentCount: 4, pure: true) { values in
                let degrees = values.compactMap { Double.fromDatabaseValue($0) }
                guard degrees.count == 4 else { return nil }
                return GreatCircle.kilometres(
                    latitude: degrees[0], longitude: degrees[1], toLatitude: degrees[2],
                    toLongitude: degrees[3])
            })
    }
}
