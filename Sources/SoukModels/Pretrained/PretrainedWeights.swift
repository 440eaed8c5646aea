public import Foundation
import SoukNeural
public import SoukTensors

/// Public ImageNet weights of a backbone.
public enum PretrainedWeights {
    /// Overwrites all but the last layer with the weights of a `.pth` or safetensors file, strictly.
    public static func load(_ url: URL, into classifier: ImageClassifier) throws(TensorError) {
        let blobs =
            url.pathExtension == "safetensors"
            ? try Safetensors.read(url).tensors : try TorchCheckpoint.read(url)
        try classifier.parameters.load(
            blobs, from: url.path,
            ignoring: { $0.hasSuffix(".num_batches_tracked") || classifier.isHead($0) },
            keeping: classifier.isHead)
    }
}
