package import Foundation
import SoukCatalog
package import SoukModels
import SoukNeural
package import SoukRanking
import SoukTensors

/// A photo backbone without its last layer: EfficientNet-Lite2, with ImageNet's or fine-tuned weights.
package struct PhotoBackbone: Sendable {
    package static let architecture = Architecture.efficientnetLite2
    package static let width = 1280

    package let hash: String
    private let classifier: ImageClassifier

    package var pixels: Int { Self.architecture.inputSize }

    /// ImageNet's weights, or those of a finished classifier of the workspace.
    package init(weights: URL) throws {
        hash = try Checksum.sha256(of: weights)
        classifier = try ImageClassifier(Self.architecture, classCount: 2, seed: 1)
        try PretrainedWeights.load(weights, into: classifier)
    }

    /// The frozen weights that listing models use unless told otherwise.
    package static func standard(in workspace: URL) throws -> PhotoBackbone {
        guard let url = try PublicWeights.required(for: architecture, in: workspace) else {
            throw StoredModelError.unusable(
                path: architecture.rawValue, reason: "has no public weights", remedy: "Please report this.")
        }
        return try PhotoBackbone(weights: url)
    }

    /// Vectors of cleaned photos, each seen as a whole.
    package func features(_ photos: [ListingPhoto]) throws -> [[Float]] {
        guard !photos.isEmpty else { return [] }
        var bytes: [UInt8] = []
        for photo in photos {
            bytes += try photo.decoded(width: pixels, height: pixels).bytes
        }
        return try features(bytes: bytes, count: photos.count)
    }

    private func features(bytes: [UInt8], count: Int) throws -> [[Float]] {
        let stacked = try Tensor(bytes, shape: [count, pixels, pixels, 3]).permuted([0, 3, 1, 2])
        return try classifier.embed(stacked).rows()
    }
}

extension ListingPhoto {
    /// The picture without its bars, stretched to a size.
    func decoded(width: Int, height: Int) throws -> PixelBuffer {
        switch square {
        case .file(let url): try PhotoDecoder.decode(url, crop: frame, width: width, height: height)
        case .bytes(let bytes): try PhotoDecoder.decode(bytes, crop: frame, width: width, height: height)
        }
    }
}
