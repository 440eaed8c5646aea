import Foundation
import SoukTensors
import Testing

@Suite("Files of torch.save")
struct TorchCheckpointTests {
    @Test(
        "hold the tensors that PyTorch reads from them",
        arguments: ["zip.pth", "legacy.pth", "protocol4.pth"])
    func parity(name: String) throws {
        let tensors = try TorchCheckpoint.read(WeightFiles.fixture(name))
        #expect(tensors.mapValues(WeightFiles.Description.init) == (try WeightFiles.expected(name)))
    }

    @Test("keep dotted paths of nested dictionaries and lists")
    func paths() throws {
        let names = try TorchCheckpoint.read(WeightFiles.fixture("zip.pth")).keys
        for name in [
            "state_dict.0.weight", "optimizer.state.0.exp_avg", "types.values.bool", "views.3", "parameter",
        ] {
            #expect(names.contains(name))
        }
    }

    @Test("that hold one tensor yield it under the empty path")
    func single() throws {
        let tensors = try read(
            PickleBytes.archive(PickleBytes.pickle(PickleBytes.tensor(shape: [2], strides: [2]))))
        #expect(tensors.keys.sorted() == [""])
        #expect(tensors[""]?.shape == [2])
        #expect(tensors[""]?.bytes == floats([1, 3]))
    }

    @Test("that hold no tensor yield none")
    func none() throws {
        let dict = PickleBytes.dict(PickleBytes.text("epoch"), PickleBytes.integer(3))
        #expect(try read(PickleBytes.archive(PickleBytes.pickle(dict))).isEmpty)
    }

    @Test("of a big-endian machine are turned round")
    func bigEndian() throws {
        let entries = [
            PickleBytes.ZipEntry("a/data.pkl", PickleBytes.pickle(PickleBytes.tensor())),
            PickleBytes.ZipEntry("a/byteorder", Array("big".utf8)),
            PickleBytes.ZipEntry(
                "a/data/0", [1, 2, 3, 4].flatMap { PickleBytes.number(Float($0).bitPattern.bigEndian) }),
        ]
        #expect(try read(PickleBytes.zip(entries))[""]?.bytes == floats([1, 2, 3, 4]))
    }

    @Test("of PyTorch before 0.4, with views of storages, are understood")
    func views() throws {
        let view = PickleBytes.tuple(PickleBytes.text("v"), PickleBytes.integer(1), PickleBytes.integer(3))
        let storage =
            PickleBytes.tuple(
                PickleBytes.text("storage"), PickleBytes.global("torch", "FloatStorage"),
                PickleBytes.text("0"),
                PickleBytes.text("cpu"), PickleBytes.integer(4), view) + Array("Q".utf8)
        let tensor =
            PickleBytes.global("torch._utils", "_rebuild_tensor")
            + PickleBytes.tuple(
                storage, PickleBytes.integer(1), PickleBytes.integers([2]), PickleBytes.integers([1]))
            + PickleBytes.reduce
        let file = PickleBytes.legacy(
            PickleBytes.pickle(PickleBytes.dict(PickleBytes.text("w"), tensor)),
            storages: PickleBytes.number(UInt64(4)) + PickleBytes.fourFloats)
        #expect(try read(file)["w"]?.bytes == floats([3, 4]))
    }

    @Test(
        "of published weights are read whole",
        .enabled(if: WeightFiles.asset(lite2) != nil, "needs the weights of Scripts/bootstrap"))
    func published() throws {
        let url = try #require(WeightFiles.asset(Self.lite2))
        let tensors = try TorchCheckpoint.read(url)
        #expect(tensors.count == 386)
        #expect(tensors.values.allSatisfy { $0.isConsistent })
        let stem = try #require(tensors["_conv_stem.weight"])
        #expect(stem.shape == [32, 3, 3, 3])
        #expect(SHA256.hex(stem.bytes) == "c2ecd9924eecf2e20c7f78bec03473df531cb2f6c559e8fe394dc50e58302c14")
        let classifier = try #require(tensors["_fc.bias"])
        #expect(
            SHA256.hex(classifier.bytes) == "fb2b9f13c9ba8b1306728cb3c7468a8a670afb1c0d9d9f61566e1d39c9b7413b"
        )
    }

    private static let lite2 =
        "weights/efficientnet-lite2.pth"

    private func read(_ data: Data) throws -> [String: TensorBlob] {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent("made.pth")
            try data.write(to: url)
            return try TorchCheckpoint.read(url)
        }
    }

    private func floats(_ values: [Float]) -> Data {
        Data(values.flatMap { PickleBytes.number($0.bitPattern) })
    }
}
