import SoukNeural
import SoukTensors
import Testing

/// The network of `Scripts/fixtures/neural.py`: photos `[batch, 3, height, width]` to 4 logits.
struct SmallNetwork {
    let store: ParameterStore
    private let conv1, conv2: Conv2d
    private let bn1: BatchNorm2d
    private let fc: Linear

    init(seed: UInt64 = 1) throws {
        store = try ParameterStore(seed: seed)
        let root = store.root
        conv1 = try Conv2d(root / "conv1", from: 3, to: 8, kernel: 3, padding: .symmetric(1), bias: false)
        bn1 = try BatchNorm2d(root / "bn1", channels: 8)
        conv2 = try Conv2d(
            root / "conv2", from: 8, to: 8, kernel: 3, stride: 2, padding: .symmetric(1), groups: 2)
        fc = try Linear(root / "fc", from: 8, to: 4)
    }

    /// With the weights that PyTorch's course starts from.
    static func started() throws -> SmallNetwork {
        let network = try SmallNetwork()
        try network.store.load(Reference.training.get().part("start."), from: "fixture")
        return network
    }

    func logits(_ photos: Tensor, _ mode: Mode) throws -> Tensor {
        let x = try conv2(bn1(conv1(photos), mode).relu()).relu()
        return try fc(x.globalAveragePool2d())
    }

    /// Loss and gradients of one of the two batches of the fixture.
    @discardableResult
    func backward(batch: Int, channelsLast: Bool = false) throws -> Double {
        let reference = try Reference.training.get()
        let photos = try reference["photos.\(batch)"]
        let loss = try logits(channelsLast ? photos.channelsLast() : photos, .training(Generator(seed: 0)))
            .crossEntropy(reference["labels.\(batch)"])
        try store.clearGradients()
        try loss.backward()
        return try loss.item()
    }

    /// Losses of steps in turn over the two batches.
    func train(
        _ optimiser: some Optimiser, rate: Double, steps: Range<Int>, channelsLast: Bool = false
    ) throws -> [Double] {
        try steps.map { step in
            let loss = try backward(batch: step % 2, channelsLast: channelsLast)
            try optimiser.step(rate: rate)
            return loss
        }
    }

    func weights() throws -> [String: TensorBlob] { try store.weights() }
}
