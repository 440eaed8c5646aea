import Foundation
import SoukCatalog
import SoukInference
import SoukModels
import SoukTensors

/// Features from the frozen, pretrained backbone, through the cache on disk.
struct BackboneFeatures {
    let scorer: PhotoScorer
    let workspace: URL
    /// Of the pretrained weights.
    let weightsHash: String

    /// `[photos, featureCount]`, float32, in the set's order.
    func of(
        _ photos: PhotoSet, report: (TrainingEvent) -> Void, isCancelled: () -> Bool
    ) throws -> Tensor {
        let cache = FeatureCache(
            workspace: workspace, weightsHash: weightsHash, pixels: scorer.pixels)
        return try cache.features(
            of: photos, pixels: scorer.pixels, compute: scorer.features,
            progress: { report(.features(.photos, done: $0, of: $1)) }, isCancelled: isCancelled)
    }
}
