import Foundation
import SoukModels
import SoukNeural
import SoukTensors
import Testing

/// What Hugging Face's BertModel computed; made by `Scripts/fixtures/sentences.py`.
private enum Sentences {
    static let texts = Result { try Reference.json("sentences.json", as: [String].self) }
    static func tensor(_ name: String) throws -> Tensor {
        try Reference.tensor(name, of: "sentences.safetensors")
    }
}

private func dot(_ a: some Sequence<Float>, _ b: some Sequence<Float>) -> Float {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}

@Suite("Sentence encoder with MiniLM's weights", .enabled(if: MiniLM.folder != nil))
struct TextEncoderTests {
    let encoder: TextEncoder
    let texts: [String]
    let expected: [[Float]]

    init() throws {
        encoder = try MiniLM.encoder.get()
        texts = try Sentences.texts.get()
        let all = try Sentences.tensor("vectors").floats()
        expected = stride(from: 0, to: all.count, by: 384).map { Array(all[$0..<$0 + 384]) }
    }

    @Test("gives the reference's vectors in float32, alone and in a padded batch")
    func parity() throws {
        let sequences = texts.map { encoder.tokenizer.encode($0) }
        let batch = try TokenBatch(sequences)
        let together = try withoutGradient { () throws(TensorError) in
            try encoder.pooled(batch, .evaluation).l2Normalised()
        }
        try expectEqual(together, Sentences.tensor("vectors"), within: 1e-4)
        for (index, vector) in expected.enumerated() {
            let alone = try encoder.pooled(TokenBatch([sequences[index]]), .evaluation).l2Normalised()
                .floats()
            #expect(dot(alone, vector) > 0.9999)
            #expect(try dot(Array(together.floats()[index * 384..<(index + 1) * 384]), vector) > 0.9999)
        }
    }

    @Test("embeds by the packed path with nearly the same vectors, in order, of length 1")
    func packed() throws {
        let vectors = try encoder.embed(texts)
        #expect(vectors.count == texts.count)
        for (vector, wanted) in zip(vectors, expected) {
            #expect(abs(dot(vector, vector) - 1) < 1e-4)
            #expect(dot(vector, wanted) > 0.999)
            // Nearest to its own reference among all.
            #expect(expected.allSatisfy { dot(vector, $0) <= dot(vector, wanted) })
        }
    }

    @Test("embeds more texts than a batch holds, in their order")
    func order() throws {
        #expect(try encoder.embed([]).isEmpty)
        let many = (0..<150).map { ["sofa", "red bike for a child of six", "x"][$0 % 3] + " \($0)" }
        let vectors = try encoder.embed(many, limit: 12)
        for index in [0, 1, 2, 70, 149] {
            let alone = try #require(try encoder.embed([many[index]], limit: 12).first)
            #expect(dot(alone, vectors[index]) > 0.999)
        }
        #expect(try encoder.embed(["sofa chair"], limit: 3) == encoder.embed(["sofa"], limit: 256))
    }

    @Test("survives what is no sentence")
    func strange() throws {
        let strange = [
            "", " ", "\u{0}\u{7}", "\u{301}", String(repeating: "x", count: 10_000), "☃️", "\u{FFFD}",
        ]
        for vector in try encoder.embed(strange, limit: 9999) {
            #expect(
                vector.count == 384 && vector.allSatisfy(\.isFinite) && abs(dot(vector, vector) - 1) < 1e-4)
        }
        #expect(throws: TensorError.self) { _ = try TokenBatch([]) }
        #expect(throws: TensorError.self) { _ = try TokenBatch([[], []]) }
        let long = try TokenBatch([Array(repeating: 7, count: 513)])
        let error = try #require(throws: TensorError.self) { _ = try encoder.pooled(long, .evaluation) }
        #expect("\(error)".contains("at most 512 tokens, found 513"))
    }

    @Test("gives the reference's gradients, and embeds with the weights that training leaves")
    func training() throws {
        let encoder = try TextEncoder(folder: #require(MiniLM.folder))
        let before = try #require(try encoder.embed([texts[2]]).first)
        let batch = try TokenBatch(texts[2..<8].map { encoder.tokenizer.encode($0) })
        let vectors = try encoder.pooled(batch, .evaluation).l2Normalised().reshaped([3, 2, 384])
        let side = { (index: Int) in try vectors.narrowed(axis: 1, to: index..<index + 1).reshaped([3, 384]) }
        let loss = try (side(0).matmul(side(1).transposed()) * 20).crossEntropy(
            Tensor([0, 1, 2] as [Int64], shape: [3]))
        try loss.backward()
        #expect(abs(try loss.item() - Sentences.tensor("loss").item()) < 1e-4)
        for entry in encoder.parameters.entries {
            let gradient = try #require(try entry.tensor.gradient(), "\(entry.path)")
            let norm = try (gradient * gradient).sum().squareRoot().item()
            let wanted = try Sentences.tensor("norm.\(entry.path)").item()
            #expect(abs(norm - wanted) < max(1e-3 * wanted, 1e-5), "\(entry.path)")
        }
        for path in [
            "encoder.layer.3.output.LayerNorm.bias", "encoder.layer.0.attention.self.query.bias",
            "embeddings.LayerNorm.weight",
        ] {
            let entry = try #require(encoder.parameters.entries.first { $0.path == path })
            let gradient = try #require(try entry.tensor.gradient())
            try expectEqual(gradient, Sentences.tensor("gradient.\(path)"), within: 1e-3, path)
        }

        let optimiser = try AdamW(
            ParameterGroup.decayingMatrices(encoder.parameters.trainable, weightDecay: 0.01))
        try optimiser.step(rate: 1e-3)
        let after = try #require(try encoder.embed([texts[2]]).first)
        #expect(dot(before, after) < 0.99)
        let plain = try encoder.pooled(TokenBatch([encoder.tokenizer.encode(texts[2])]), .evaluation)
        #expect(try dot(after, plain.l2Normalised().floats()) > 0.999)
    }

    @Test("learns under bfloat16 autocast, with dropout: pairs come together")
    func fineTuning() throws {
        let encoder = try TextEncoder(folder: #require(MiniLM.folder))
        try encoder.parameters.train { $0.hasPrefix("encoder.layer.5.") || $0.hasPrefix("encoder.layer.4.") }
        let batch = try TokenBatch(texts[2..<8].map { encoder.tokenizer.encode($0) })
        let optimiser = try AdamW(
            ParameterGroup.decayingMatrices(encoder.parameters.trainable, weightDecay: 0.01))
        let generator = try Generator(seed: 1)
        var losses: [Double] = []
        for _ in 0..<8 {
            let loss = try withBFloat16 { () throws(TensorError) in
                let vectors = try encoder.pooled(batch, .training(generator)).l2Normalised()
                let pairs = try vectors.to(.float32).reshaped([3, 2, 384]).permuted([1, 0, 2])
                let first = try pairs.narrowed(axis: 0, to: 0..<1).reshaped([3, 384])
                let second = try pairs.narrowed(axis: 0, to: 1..<2).reshaped([3, 384])
                return try (first.matmul(second.transposed()) * 20).crossEntropy(
                    Tensor([0, 1, 2] as [Int64], shape: [3]))
            }
            try encoder.parameters.clearGradients()
            try loss.backward()
            try optimiser.step(rate: 3e-4)
            losses.append(try loss.item())
        }
        #expect(losses[7] < losses[0] / 2, "\(losses)")
        #expect(try encoder.parameters.entries[0].tensor.gradient() == nil)
    }

    @Test("drops in training, by the generator that it is given")
    func dropout() throws {
        let batch = try TokenBatch([encoder.tokenizer.encode("sofa")])
        func trained(_ seed: UInt64) throws -> [Float] {
            try withoutGradient { () throws(TensorError) in
                try encoder.pooled(batch, .training(Generator(seed: seed))).floats()
            }
        }
        #expect(try trained(1) == trained(1))
        #expect(try trained(1) != trained(2))
    }
}

@Suite("Folders of a sentence encoder")
struct TextEncoderFolderTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("minilm-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test("that lack a file are refused, naming it")
    func missing() throws {
        try withFolder { folder in
            let error = try #require(throws: ModelError.self) { _ = try TextEncoder(folder: folder) }
            #expect("\(error)".contains("model.safetensors: is not there. Run Scripts/bootstrap"))
        }
    }

    @Test("with weights that do not fit are refused by parameter", .enabled(if: MiniLM.folder != nil))
    func strict() throws {
        let real = try #require(MiniLM.folder)
        let weights = try Safetensors.read(real.appendingPathComponent("model.safetensors")).tensors
        let odd = try Tensor.zeros([2, 2]).blob()
        try withFolder { folder in
            try FileManager.default.copyItem(
                at: real.appendingPathComponent("vocab.txt"), to: folder.appendingPathComponent("vocab.txt"))
            let file = folder.appendingPathComponent("model.safetensors")
            for (path, blob) in [
                ("encoder.layer.5.output.dense.bias", nil), ("embeddings.LayerNorm.weight", odd),
                ("encoder.layer.6.output.dense.bias", odd),
            ] {
                var changed = weights
                changed[path] = blob
                try Safetensors.write(changed, to: file)
                let error = try #require(throws: ModelError.self) { _ = try TextEncoder(folder: folder) }
                #expect("\(error)".contains("'\(path)'") && "\(error)".contains(file.path))
            }
            try Data("cut short".utf8).write(to: file)
            let error = try #require(throws: ModelError.self) { _ = try TextEncoder(folder: folder) }
            #expect("\(error)".contains(file.path))
        }
    }
}
