import Foundation
import SoukTensors

extension FuzzTarget {
    /// Files of `torch.save`, safetensors and `.npy`: sound tensors or an error.
    static let weights = FuzzTarget(
        name: "weights",
        seeds: { try fixtures("TensorsTests/Fixtures/weights", ["pth", "safetensors", "npy"]) },
        read: { bytes in
            let tensors: [String: TensorBlob]
            if bytes.starts(with: [0x93]) {
                tensors = try withFile(bytes, "file.npy") { ["": try NumpyFile.read($0)] }
            } else if bytes.count > 8, bytes[8] == UInt8(ascii: "{") {
                tensors = try withFile(bytes, "file.safetensors") { try Safetensors.read($0).tensors }
            } else {
                tensors = try withFile(bytes, "file.pth") { try TorchCheckpoint.read($0) }
            }
            for (name, tensor) in tensors {
                require(tensor.isConsistent, "\(name): \(tensor.shape)")
            }
        })
}
