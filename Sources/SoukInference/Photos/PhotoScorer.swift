import Foundation
import SoukCatalog
package import SoukModels
import SoukNeural
package import SoukTensors

/// Logits of photos from a trained classifier: whole pictures, and their mirror images if asked.
package struct PhotoScorer {
    package let classifier: ImageClassifier
    package let pixels: Int
    let judgesMirrored: Bool
    let usesMixedPrecision: Bool
    package let device: Device

    package init(_ classifier: ImageClassifier, _ configuration: TrainingConfiguration) {
        self.classifier = classifier
        pixels = configuration.architecture.inputSize
        (judgesMirrored, usesMixedPrecision) = (configuration.judgesMirrored, configuration.usesBFloat16)
        device = configuration.device
    }

    /// Logits of all photos of a set, in its order.
    package func logits(
        of photos: PhotoSet, batch: Int = 32, progress: (Int, Int) -> Void = { _, _ in },
        isCancelled: () -> Bool = { false }
    ) throws -> [[Float]] {
        let loader = BatchLoader(
            photos, batches: BatchOrder.sequential(photos.count, batch: batch), pixels: pixels,
            augmentation: nil,
            seed: 0)
        defer { loader.stop() }
        var rows: [[Float]] = []
        while let next = try loader.next() {
            rows += try logits(of: next.pixels).rows()
            progress(rows.count, photos.count)
            if isCancelled() { throw CatalogError.interrupted }
        }
        return rows
    }

    /// Pixels `[batch, 3, size, size]`, uint8, to logits `[batch, classes]`.
    package func logits(of pixels: Tensor) throws(TensorError) -> Tensor {
        try withoutGradient { () throws(TensorError) in
            let straight = try classifier.logits(features: features(of: pixels), .evaluation).classes
            guard judgesMirrored else { return straight }
            let mirrored = try classifier.logits(features: features(of: pixels.flipped(axis: 3)), .evaluation)
                .classes
            return try (straight + mirrored) / 2
        }
    }

    /// Pixels `[batch, 3, size, size]`, uint8, to feature vectors `[batch, featureCount]`.
    package func features(of pixels: Tensor) throws(TensorError) -> Tensor {
        try classifier.embed(pixels.to(device), inBFloat16: usesMixedPrecision)
    }
}
