import Foundation
import SoukNeural
import SoukTensors
import Testing

@testable import SoukModels

/// What Hugging Face's MPNetModel computed; made by `Scripts/fixtures/mpnet.py`.
private enum MPNet {
    static let folder = Reference.asset("weights/all-mpnet-base-v2")

    static func tensor(_ name: String) throws -> Tensor {
        try Reference.tensor(name, of: "mpnet.safetensors")
    }

    static let tiny = BERT.Configuration(
        layers: 2, width: 32, heads: 4, innerWidth: 64, vocabulary: 40, positions: 200, epsilon: 1e-5,
        variant: .mpNet)
}

@Suite struct MPNetTests {
    private func model() throws -> (BERT, ParameterStore) {
        let file = Bundle.module.bundleURL.appendingPathComponent("Fixtures/mpnet.safetensors")
        var weights: [String: TensorBlob] = [:]
        for (path, blob) in try Safetensors.read(file).tensors where path.hasPrefix("tiny.") {
            weights[String(path.dropFirst("tiny.".count))] = blob
        }
        let parameters = ParameterStore(forLoadingOn: .cpu)
        let model = try BERT(parameters.root, MPNet.tiny)
        try parameters.load(TextEncoder.Pretrained.mpNet.named(weights), from: "the fixture")
        return (model, parameters)
    }

    private func batch() throws -> TokenBatch {
        let ids = try MPNet.tensor("ids").to(.float32).floats().map(Int32.init)
        return try TokenBatch([Array(ids[..<200]), Array(ids[200..<350])])
    }

    @Test func statesAreThoseOfTheReferenceOverAllDistances() throws {
        let (model, _) = try model()
        let batch = try batch()
        let states = try withoutGradient { () throws(TensorError) in try model(batch, .evaluation) }
        let first = try states.narrowed(axis: 0, to: 0..<1).reshaped([200, 32])
        try expectEqual(first, MPNet.tensor("states"), within: 1e-4)
        try expectEqual(states.maskedMean(batch.mask), MPNet.tensor("mean"), within: 1e-4)
    }

    @Test(arguments: [ScalarType.float32, .bfloat16])
    func packedStatesAreNearlyTheSame(dtype: ScalarType) throws {
        let (model, _) = try model()
        let batch = try batch()
        let packed = try PackedBERT(model, dtype: dtype)(batch).maskedMean(batch.mask)
        try expectEqual(packed, MPNet.tensor("mean"), within: dtype == .float32 ? 2e-3 : 0.05)
    }

    @Test func dropoutOfAttentionMindsDistancesToo() throws {
        var sizes = MPNet.tiny
        (sizes.attentionDropout, sizes.dropout) = (1e-9, 0)
        let (model, parameters) = try model()
        let other = ParameterStore(forLoadingOn: .cpu)
        let dropping = try BERT(other.root, sizes)
        try other.load(parameters.weights(), from: "the model")
        let batch = try batch()
        try withoutGradient { () throws(TensorError) in
            let expected = try model(batch, .evaluation).maskedMean(batch.mask).floats()
            let found = try dropping(batch, .training(Generator(seed: 1))).maskedMean(batch.mask).floats()
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-3 })
        }
    }

    @Test func distancesFallIntoBuckets() {
        #expect((0..<8).map { TokenDistances.bucket(-$0) } == Array(0..<8))
        #expect((1..<8).map { TokenDistances.bucket($0) } == Array(17..<24))
        #expect(TokenDistances.bucket(-16) == 10 && TokenDistances.bucket(-127) == 15)
        #expect(TokenDistances.bucket(500) == 31 && TokenDistances.bucket(-500) == 15)
    }

    @Test(.enabled(if: MPNet.folder != nil)) func publicWeightsGiveTheReferencesVectors() throws {
        let encoder = try TextEncoder(.mpNet, folder: #require(MPNet.folder))
        let texts = try Reference.json("sentences.json", as: [String].self)
        let expected = try MPNet.tensor("vectors").floats()
        #expect(
            try encoder.tokenizer.encode(texts[2]).prefix(12)
                == MPNet.tensor("tokens").to(.float32).floats().map(Int32.init)[...])
        let batch = try TokenBatch(texts.map { encoder.tokenizer.encode($0) })
        let plain = try withoutGradient { () throws(TensorError) in
            try encoder.pooled(batch, .evaluation).l2Normalised().floats()
        }
        let upper = try withoutGradient { () throws(TensorError) in
            try encoder.pooled(batch, above: encoder.lowerLayers(9), .evaluation).l2Normalised().floats()
        }
        let packed = try encoder.embed(texts)
        for index in texts.indices {
            let wanted = expected[index * 768..<(index + 1) * 768]
            func dot(_ vector: some Sequence<Float>) -> Float {
                zip(vector, wanted).reduce(0) { $0 + $1.0 * $1.1 }
            }
            #expect(dot(plain[index * 768..<(index + 1) * 768]) > 0.9999, "\(texts[index])")
            #expect(dot(packed[index]) > 0.998, "\(texts[index])")
            #expect(dot(upper[index * 768..<(index + 1) * 768]) > 0.998, "\(texts[index])")
        }
    }
}
