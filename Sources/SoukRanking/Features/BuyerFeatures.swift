import SoukCatalog
import Foundation
import SoukSearch

/// The features that say whether a listing suits a buyer.
struct BuyerFeatures {
    let interests: BuyerInterests
    let popularity: Popularity
    let near: SearchFilter.Circle?
    let now: Int

    struct Opinion {
        var values: FeatureValues
        /// The event of the interest that suits, when it suits at all.
        var reason: BuyerEvent?
    }

    /// Below this likeness an interest is no reason.
    private static let leastLikeness = 0.3

    func opinion(of listing: IndexedListing, vector: [Float]?) -> Opinion {
        var values = FeatureValues()
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
                values[.interest] = best.likeness * best.strength
                if best.likeness >= Self.leastLikeness { reason = best.reason }
            }
            values[.dismissed] = interests.dismissed.map { Vector.dot($0.vector, vector) * $0.weight }.max()
        }
        values[.popularity] = popularity.scores[listing.id]
        values.addDistance(of: listing, from: near)
        values.addAge(of: listing, now: now)
        return Opinion(values: values, reason: reason)
    }
}
