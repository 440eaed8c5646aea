import Foundation

/// Distances on the Earth's surface.
public enum GreatCircle {
    /// Mean radius of the Earth, in kilometres.
    public static let earthRadius = 6371.0

    /// Distance between two places given in degrees, by the haversine formula, in kilometres.
    public static func kilometres(
        latitude: Double, longitude: Double, toLatitude: Double, toLongitude: Double
    ) -> Double {
        let radians = Double.pi / 180
        let north = (toLatitude - latitude) * radians
        let east = (toLongitude - longitude) * radians
        let a =
            sin(north / 2) * sin(north / 2)
            + cos(latitude * radians) * cos(toLatitude * radians) * sin(east / 2) * sin(east / 2)
        return 2 * earthRadius * asin(min(1, a.squareRoot()))
    }
}
