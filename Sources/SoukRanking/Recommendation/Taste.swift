import SoukCatalog
import Foundation
import SoukSearch

/// What a buyer would think of a listing.
struct Taste {
    let interests: BuyerInterests
    let popularity: Popularity
    let near: SearchFilter.Circle?
    let now: Int

    struct Opinion {
        var features: FusionFeatures
        /// The event of the interest that suits, when it suits at all.
        var reason: BuyerEvent?
    }

    /// Below this likeness an interest is no reason.
    private static let leastLikeness = 0.3

    func opinion(of listing: IndexedListing, vector: [Float]?) -> Opinion {
        var features = FusionFeatures()
        var reason: BuyerEvent?
        let strongest = interests.interests.map(\.weight).max() ?? 1
        if let vector {
            let likenesses = interests.interests.map { interest in
                // The weakest interest still counts half: else a buyer sees only their strongest one.
                let strength = 0.5 + 0.5 * interest.weight / strongest
                return (
                    likeness: Vector.dot(interest.centre, vector), strength: strength, reason: interest.reason
                )
            }
            if let best = likenesses.max(by: { $0.likeness * $0.strength < $1.likeness * $1.strength }) {
                features[.interest] = best.likeness * best.strength
                if best.likeness >= Self.leastLikeness { reason = best.reason }
            }
            features[.dismissed] = interests.dismissed.map { Vector.dot($0.vector, vector) * $0.weight }.max()
        }
        features[.popularity] = popularity.scores[listing.id]
        if let near, let latitude = listing.latitude, let longitude = listing.longitude {
            features[.distance] = GreatCircle.kilometres(
                latitude: near.latitude, longitude: near.longitude, toLatitude: latitude,
                toLongitude: longitude)
        }
        features[.age] = listing.postedAt.map { max(0, Double(now - $0) / 86_400) }
        return Opinion(features: features, reason: reason)
    }
}
