import SoukCatalog
import Foundation
import SoukModels
import SoukTensors

/// A photo backbone without its last layer: EfficientNet-Lite2, with ImageNet's or fine-tuned weights.
struct PhotoBackbone: Sendable {
    static let architecture = Architecture.efficientnetLite2
    static let width = 1280

    let hash: String
    private let classifier: ImageClassifier

    var pixels: Int { Self.architecture.inputSize }

    /// ImageNet's weights, or those of a finished classifier of the workspace.
    init(weights: URL) throws {
        hash = try Checksum.sha256(of: weights)
        classifier = try ImageClassifier(Self.architecture, classCount: 2, seed: 1)
        try PretrainedWeights.load(weights, into: classifier)
    }

    /// The frozen weights that listing models use unless told otherwise.
    static func standard(in workspace: URL) throws -> PhotoBackbone {
        guard let url = try PublicWeights.required(for: architecture, in: workspace) else {
            throw TrainingError.model(
                path: architecture.rawValue, reason: "has no public weights", remedy: "Please report this.")
        }
        return try PhotoBackbone(weights: url)
    }

    /// Vectors of cleaned photos, each seen as a whole.
    func features(_ photos: [ListingPhoto]) throws -> [[Float]] {
        guard !photos.isEmpty else { return [] }
        var bytes: [UInt8] = []
        for photo in photos {
            bytes += try PhotoDecoder.decode(
                photo.url, crop: photo.frame, width: pixels, height: pixels
            ).bytes
        }
        return try features(bytes: bytes, count: photos.count)
    }

    /// The vector of any photo file, cleaned as an import cleans it.
    ///
    /// - Throws: `CatalogError.photo` for a file that is none.
    func features(file: URL) throws -> [Float] {
        let (outcome, clean) = PhotoCleaner().clean(file: file)
        guard let clean, let frame = outcome.frame else {
            throw CatalogError.photo(path: file.path, reason: outcome.verdict.description)
        }
        let picture = try PhotoDecoder.decode(clean.bytes(.large), crop: frame, width: pixels, height: pixels)
        return try features(bytes: picture.bytes, count: 1)[0]
    }

    private func features(bytes: [UInt8], count: Int) throws -> [[Float]] {
        let stacked = try Tensor(bytes, shape: [count, pixels, pixels, 3]).permuted([0, 3, 1, 2])
        return try withoutGradient { () throws(TensorError) in
            try withMixedPrecision { () throws(TensorError) in
                try classifier.features(stacked, .evaluation)
            }.to(.float32).rows()
        }
    }
}
