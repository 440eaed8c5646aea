import SoukModels
import SoukTensors

/// All listings whose categories may be learned, those of training and those of validation, each in a fold.
package struct KnownListings: Sendable {
    package let features: ListingFeatures
    /// The class of each, from 0.
    package let classes: [Int64]
    package let folds: ListingFolds

    /// How many folds there are for what learns within seconds.
    package static let foldCount = 5

    package init(features: ListingFeatures, classes: [Int64], folds: ListingFolds) {
        (self.features, self.classes, self.folds) = (features, classes, folds)
    }
}
