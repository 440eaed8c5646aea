public import SoukNeural
public import SoukTensors

/// A small network for 64x64 photos that trains from scratch in minutes: two convolutions, three fully
/// connected layers (the last one is the classifier's head).
public struct SmallCNN: Backbone {
    public let featureCount = 128
    public let stages = [["conv1", "bn1", "conv2", "bn2", "fc1", "fc2"]]

    private let conv1, conv2: Conv2d
    private let bn1, bn2: BatchNorm2d
    private let fc1, fc2: Linear
    private let dropout = Dropout(0.15)

    public init(_ path: ParameterPath) throws(TensorError) {
        conv1 = try Conv2d(path / "conv1", from: 3, to: 48, kernel: 5, padding: .symmetric(2), bias: false)
        bn1 = try BatchNorm2d(path / "bn1", channels: 48)
        conv2 = try Conv2d(path / "conv2", from: 48, to: 96, kernel: 5, padding: .symmetric(2), bias: false)
        bn2 = try BatchNorm2d(path / "bn2", channels: 96)
        fc1 = try Linear(path / "fc1", from: 96 * 4 * 4, to: 256)
        fc2 = try Linear(path / "fc2", from: 256, to: 128)
    }

    public func features(_ photos: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        guard photos.shape.suffix(2) == [64, 64] else {
            throw .shape(
                operation: "SmallCNN", operands: "\(photos.shape)", expected: "[batch, 3, 64, 64]",
                found: "\(photos.shape)")
        }
        var x = try bn1(conv1(photos), mode).relu().maxPool2d(kernel: 4, stride: 4)
        x = try bn2(conv2(x), mode).relu().maxPool2d(kernel: 4, stride: 4)
        x = try x.reshaped([x.shape[0], -1])
        x = try dropout(fc1(dropout(x, mode)).relu(), mode)
        return try fc2(x).relu()
    }
}
