import Foundation
import Retrieval

/// How far a listing is from where the buyer looks.
enum DistanceText {
    /// `2 km away`; nil when either place is unknown.
    static func of(_ listing: IndexedListing, from circle: SearchFilter.Circle?) -> String? {
        guard let circle, let latitude = listing.latitude, let longitude = listing.longitude else { return nil }
        let kilometres = kilometres(circle.latitude, circle.longitude, latitude, longitude)
        guard kilometres.isFinite else { return nil }
        return kilometres < 1 ? "under 1 km away" : "\(Int(kilometres.rounded())) km away"
    }

    /// Along the great circle (haversine), the Earth taken as a sphere.
    static func kilometres(_ lat1: Double, _ lon1: Double, _ lat2: Double, _ lon2: Double) -> Double {
        let toRadians = Double.pi / 180
        let (phi1, phi2) = (lat1 * toRadians, lat2 * toRadians)
        let a =
            pow(sin((phi2 - phi1) / 2), 2) + cos(phi1) * cos(phi2) * pow(sin((lon2 - lon1) * toRadians / 2), 2)
        return 2 * 6371.0088 * asin(min(1, a.squareRoot()))
    }
}
