import Foundation

/// Degrees north and east, WGS 84.
struct Coordinates: Equatable {
    var latitude: Double
    var longitude: Double

    /// nil when they are no place on Earth, or 0, 0, which stands for "unknown".
    init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude), latitude != 0 || longitude != 0
        else {
            return nil
        }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Reads `51.41, -0.83`.
    init?(_ text: String) {
        let parts = text.split { $0 == "," || $0 == ";" || $0 == " " }
        guard parts.count == 2, parts.allSatisfy({ $0.contains(".") }), let latitude = Double(parts[0]),
            let longitude = Double(parts[1])
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }

    /// In kilometres.
    func distance(to other: Coordinates) -> Double {
        GreatCircle.kilometres(
            latitude: latitude, longitude: longitude, toLatitude: other.latitude,
            toLongitude: other.longitude)
    }
}
