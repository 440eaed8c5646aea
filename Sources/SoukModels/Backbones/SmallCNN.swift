public import SoukNeural
public import SoukTensors

/// A small network for 64x64 photos that trains from scratch in minutes: two convolutions, three fully
/// connected layers (the last one is the classifier's head).
public struct SmallCNN: Backbone {
    public let featureCount = 128
    public let stages = [["conv1", "bn1", "conv2", "bn2", "fc1", "fc2"]]

    private var first, second: NormalisedConv2d
    private let fc1, fc2: Linear
    private let dropout = Dropout(0.15)

    public init(_ path: ParameterPath) throws(TensorError) {
        first = NormalisedConv2d(
            try Conv2d(path / "conv1", from: 3, to: 48, kernel: 5, padding: .symmetric(2), bias: false),
            try BatchNorm2d(path / "bn1", channels: 48), then: .relu)
        second = NormalisedConv2d(
            try Conv2d(path / "conv2", from: 48, to: 96, kernel: 5, padding: .symmetric(2), bias: false),
            try BatchNorm2d(path / "bn2", channels: 96), then: .relu)
        fc1 = try Linear(path / "fc1", from: 96 * 4 * 4, to: 256)
        fc2 = try Linear(path / "fc2", from: 256, to: 128)
    }

    public func features(_ photos: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        guard photos.shape.suffix(2) == [64, 64] else {
            throw .shape(
                operation: "SmallCNN", operands: "\(photos.shape)", expected: "[batch, 3, 64, 64]",
                found: "\(photos.shape)")
        }
        var x = try first(photos, mode).maxPool2d(kernel: 4, stride: 4)
        x = try second(x, mode).maxPool2d(kernel: 4, stride: 4)
        x = try x.to(.float32).reshaped([x.shape[0], -1])
        x = try dropout(fc1(dropout(x, mode)).relu(), mode)
        return try fc2(x).relu()
    }

    public func packed(side: Int, dtype: ScalarType) throws(TensorError) -> SmallCNN {
        var (copy, side) = (self, side)
        copy.first = try first.packed(side: &side, dtype: dtype)
        side /= 4
        copy.second = try second.packed(side: &side, dtype: dtype)
        return copy
    }
}
