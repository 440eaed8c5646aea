package import Foundation
import SoukCatalog
import SoukModels
package import SoukTensors

/// A finished photo classifier whose answers are weighed in; its backbone has learned from the same listings, so
/// that its answers are used and its features are not.
package struct PhotoExpert: Sendable {
    package let backbone: PhotoBackbone
    /// `[classes, width]` and `[classes]`, in the order of the listing model's categories.
    private let weight, bias: Tensor

    /// - Parameters:
    ///   - weights: of an EfficientNet-Lite2.
    ///   - classes: in the order of its last layer.
    ///   - categories: what the answers are to be about.
    package init(weights: URL, classes: [String], categories: [String]) throws {
        backbone = try PhotoBackbone(weights: weights)
        let head = PhotoBackbone.architecture.headPath
        let blobs = try Safetensors.read(weights).tensors
        guard let weight = blobs["\(head).weight"], let bias = blobs["\(head).bias"],
            weight.shape == [classes.count, PhotoBackbone.width], bias.shape == [classes.count],
            Set(classes) == Set(categories)
        else {
            throw StoredModelError.unusable(
                path: weights.path,
                reason: "answers \(classes.count) categories, expected the same "
                    + "\(categories.count) as the listings'",
                remedy: "Name a photo classifier that was trained in this workspace.")
        }
        let order = categories.map { Int64(classes.firstIndex(of: $0) ?? 0) }
        let places = try Tensor(order, shape: [order.count])
        self.weight = try Tensor(weight).selecting(places)
        self.bias = try Tensor(bias).selecting(places)
    }

    /// Logits `[photos, classes]` of the backbone's features `[photos, width]`.
    package func logits(_ features: Tensor) throws(TensorError) -> Tensor {
        try features.linear(weight: weight, bias: bias)
    }
}
