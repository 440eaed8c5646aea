import SoukNeural
public import SoukTensors

/// The image classifiers that Souk trains, by name.
public enum Architecture: String, Sendable, CaseIterable, Codable {
    case cnn
    case resnet18
    case resnet50
    case efficientnetLite0 = "efficientnet-lite0"
    case efficientnetLite2 = "efficientnet-lite2"

    /// Side of the square input in pixels.
    public var inputSize: Int {
        switch self {
        case .cnn: 64
        case .resnet18, .resnet50, .efficientnetLite0: 224
        case .efficientnetLite2: 260
        }
    }

    /// Path of the last layer, as the public weights name it.
    public var headPath: String {
        switch self {
        case .cnn: "fc3"
        case .resnet18, .resnet50: "fc"
        case .efficientnetLite0, .efficientnetLite2: "_fc"
        }
    }

    /// Whether training starts from ImageNet weights.
    public var isPretrained: Bool { self != .cnn }

    func backbone(_ path: ParameterPath) throws(TensorError) -> any Backbone {
        switch self {
        case .cnn: try SmallCNN(path)
        case .resnet18: try ResNet(path, depth: .eighteen)
        case .resnet50: try ResNet(path, depth: .fifty)
        case .efficientnetLite0: try EfficientNetLite(path, size: .lite0)
        case .efficientnetLite2: try EfficientNetLite(path, size: .lite2)
        }
    }

    /// Pixels `[batch, 3, height, width]`, uint8, to what the network was trained on, float32.
    public func normalised(_ pixels: Tensor) throws(TensorError) -> Tensor {
        let shape = pixels.shape
        guard shape.count == 4, shape[1] == 3 else {
            throw .shape(
                operation: rawValue, operands: "pixels \(shape)", expected: "[batch, 3, height, width]",
                found: "\(shape)")
        }
        switch self {
        case .cnn: return try (pixels.to(.float32) - 127.5) / 64
        case .efficientnetLite0, .efficientnetLite2: return try (pixels.to(.float32) - 127) / 128
        case .resnet18, .resnet50:
            let mean = try Tensor([0.485, 0.456, 0.406] as [Float], shape: [1, 3, 1, 1]).to(pixels.device)
            let deviation = try Tensor([0.229, 0.224, 0.225] as [Float], shape: [1, 3, 1, 1]).to(
                pixels.device)
            return try (pixels.to(.float32) / 255 - mean) / deviation
        }
    }
}
