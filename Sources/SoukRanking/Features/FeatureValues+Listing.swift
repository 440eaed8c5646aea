import SoukCatalog
import SoukSearch

/// Features that searches, similar listings and recommendations have in common.
extension FeatureValues {
    /// A model with one vector a listing speaks of its meaning; one with several, of text, photos and both.
    mutating func add(_ similarities: [VectorField: Double]) {
        if similarities.count == 1, let text = similarities[.text] {
            self[.meaning] = text
            return
        }
        self[.textVector] = similarities[.text]
        self[.photoVector] = similarities[.photo]
        self[.fusedVector] = similarities[.fused]
    }

    /// - Parameter now: seconds since 1970.
    mutating func addAge(of listing: IndexedListing, now: Int) {
        self[.age] = listing.postedAt.map { max(0, Double(now - $0) / 86_400) }
    }

    mutating func addDistance(of listing: IndexedListing, from near: SearchFilter.Circle?) {
        guard let near, let latitude = listing.latitude, let longitude = listing.longitude else { return }
        self[.distance] = GreatCircle.kilometres(
            latitude: near.latitude, longitude: near.longitude, toLatitude: latitude, toLongitude: longitude)
    }
}
