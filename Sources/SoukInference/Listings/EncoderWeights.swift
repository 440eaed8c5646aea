package import Foundation
import SoukCatalog
package import SoukModels

extension TextEncoder.Pretrained {
    /// Where the public weights lie; nil where `Scripts/bootstrap` has not brought them.
    package var weights: URL? { Assets.file("weights/\(rawValue)/model.safetensors") }

    /// An encoder with the public weights.
    ///
    /// - Parameter expected: their SHA-256; nil takes what is there.
    package func load(expecting expected: String? = nil) throws -> (encoder: TextEncoder, hash: String) {
        guard let weights else {
            throw StoredModelError.unusable(
                path: "weights/\(rawValue)", reason: "the sentence encoder is not here",
                remedy: "Run Scripts/bootstrap, which brings it.")
        }
        let hash = try Checksum.sha256(of: weights)
        guard expected == nil || hash == expected else {
            throw StoredModelError.unusable(
                path: weights.path, reason: "is another encoder than the model was trained with",
                remedy: "Put the encoder's weights back, or train the model again.")
        }
        return (try TextEncoder(self, folder: weights.deletingLastPathComponent()), hash)
    }
}
