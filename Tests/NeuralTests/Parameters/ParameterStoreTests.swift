import Foundation
import SoukNeural
import SoukTensors
import Testing

@Suite("A store of parameters")
struct ParameterStoreTests {
    let network: SmallNetwork
    init() throws { network = try SmallNetwork() }

    @Test("names them as PyTorch does")
    func names() {
        let paths = [
            "conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "conv2.weight",
            "conv2.bias",
            "fc.weight", "fc.bias",
        ]
        #expect(network.store.entries.map(\.path) == paths)
        #expect(
            network.store.entries.filter(\.isBuffer).map(\.path) == ["bn1.running_mean", "bn1.running_var"])
        #expect(network.store.parameterCount == 216 + 16 + 288 + 8 + 36)
    }

    @Test("starts from its seed, within PyTorch's bounds")
    func initial() throws {
        #expect(try SmallNetwork().weights() == network.weights())
        #expect(try SmallNetwork(seed: 2).weights() != network.weights())
        for (path, fanIn) in [("conv1.weight", 27.0), ("conv2.bias", 36), ("fc.weight", 8), ("fc.bias", 8)] {
            let largest = Double(try network.store[path].absolute().max().item())
            let bound = 1 / fanIn.squareRoot()
            #expect(largest <= bound && largest > bound / 4, "\(path)")
        }
    }

    @Test("gives weights that load again, through a file too")
    func roundTrip() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
        defer { try? FileManager.default.removeItem(at: url) }
        try Safetensors.write(network.weights(), to: url)
        let other = try SmallNetwork(seed: 2)
        try other.store.load(Safetensors.read(url).tensors, from: url.path)
        #expect(try other.weights() == network.weights())
    }

    @Test("refuses weights that do not fit, names the path, and changes nothing")
    func strict() throws {
        let other = try SmallNetwork(seed: 2).weights()
        let odd = TensorBlob(dtype: .float32, shape: [4, 9], bytes: Data(count: 144))
        let torn = TensorBlob(dtype: .float32, shape: [4], bytes: Data(count: 3))
        let cases: [(path: String, blob: TensorBlob?, expected: String, found: String)] = [
            ("fc.bias", nil, "[4]", "nothing"), ("bn1.running_var", nil, "[8]", "nothing"),
            ("fc.weight", odd, "[4, 8]", "[4, 9]"), ("fc.bias", torn, "[4]", "3 bytes"),
            ("fc2.weight", odd, "no such parameter", "[4, 9]"),
        ]
        let before = try network.weights()
        for (path, blob, expected, found) in cases {
            var blobs = other
            blobs[path] = blob
            let error = try #require(throws: TensorError.self) {
                try network.store.load(blobs, from: "a file")
            }
            guard case .weights("a file", path, expected, let what) = error, what.contains(found) else {
                Issue.record("\(path): \(error)")
                continue
            }
            #expect(try network.weights() == before)
        }
    }

    @Test("leaves out what is ignored and keeps what is kept")
    func partly() throws {
        var blobs = try SmallNetwork(seed: 2).weights()
        let before = try network.weights()
        blobs["fc.weight"] = nil
        blobs["bn1.num_batches_tracked"] = TensorBlob(dtype: .int64, shape: [], bytes: Data(count: 8))
        try network.store.load(
            blobs, from: "a file", ignoring: { $0.hasSuffix("tracked") || $0 == "fc.bias" },
            keeping: { $0.hasPrefix("fc.") })
        let after = try network.weights()
        #expect(after["fc.weight"] == before["fc.weight"] && after["fc.bias"] == before["fc.bias"])
        #expect(after["conv2.bias"] == blobs["conv2.bias"])
    }

    @Test("freezes what is not trained")
    func freezing() throws {
        let network = try SmallNetwork.started()
        try network.backward(batch: 0)
        try network.store.train(only: { $0.hasPrefix("fc.") })
        #expect(network.store.trainable.map(\.path) == ["fc.weight", "fc.bias"])
        #expect(try network.store["conv1.weight"].gradient() == nil, "freezing drops the old gradient")
        let before = try network.weights()
        let optimiser = try AdamW([
            ParameterGroup(network.store.entries.filter { !$0.isBuffer }, weightDecay: 0.1)
        ])
        _ = try network.train(optimiser, rate: 0.1, steps: 0..<2)
        let changed = try network.weights().filter { before[$0.key] != $0.value }.keys.sorted()
        #expect(changed == ["fc.bias", "fc.weight"])
        try network.store.train(only: { _ in true })
        #expect(network.store.trainable.count == 7)
    }

    @Test("refuses two layers at one path")
    func twice() throws {
        let error = try #require(throws: TensorError.self) {
            _ = try Linear(network.store.root / "fc", from: 2, to: 2)
        }
        #expect("\(error)".contains("fc.weight"))
    }
}
