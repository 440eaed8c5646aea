import SoukCatalog
import SoukSearch

/// How far a listing is from where the buyer looks.
enum DistanceText {
    /// `2 km away`; nil when either place is unknown.
    static func of(_ listing: IndexedListing, from circle: SearchFilter.Circle?) -> String? {
        guard let circle, let latitude = listing.latitude, let longitude = listing.longitude,
            [circle.latitude, circle.longitude, latitude, longitude].allSatisfy(\.isFinite)
        else { return nil }
        let kilometres = GreatCircle.kilometres(
            latitude: circle.latitude, longitude: circle.longitude, toLatitude: latitude,
            toLongitude: longitude)
        return kilometres < 1 ? "under 1 km away" : "\(Int(kilometres.rounded())) km away"
    }
}
