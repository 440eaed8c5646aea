import Foundation
import SoukNeural
import SoukTensors
import Testing

@testable import SoukModels

/// A tiny cross-encoder over a tiny vocabulary, whose every weight is drawn.
private enum Tiny {
    static let words = [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "red", "blue", "lamp", "chair", "for", "old", "oak",
    ]

    static func model(apart: Int = 1, seed: UInt64 = 1) throws -> CrossEncoder {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).txt")
        try Data(words.joined(separator: "\n").utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let sizes = BERT.Configuration(
            layers: 3, width: 32, heads: 4, innerWidth: 64, vocabulary: words.count, positions: 16)
        var configuration = CrossEncoder.Configuration()
        (configuration.apart, configuration.queryTokens, configuration.titleTokens) = (apart, 6, 10)
        let model = try CrossEncoder(
            sizes, WordPieceTokenizer(vocabulary: file), configuration, seed: seed)
        let generator = try Generator(seed: seed)
        for entry in model.parameters.entries where entry.path.hasPrefix("head") {
            let drawn = try entry.tensor.detached().zerosLike()
            try generator.fillNormal(drawn, deviation: 0.3)
            try withoutGradient { () throws(TensorError) in try entry.tensor.assign(drawn) }
        }
        return model
    }

    static let texts = [
        ("red lamp", "old red lamp"), ("red lamp", "blue chair"), ("oak", "old oak chair for old lamp"),
        ("old blue chair", "lamp"), ("", "red"), ("red", ""), ("lamp lamp lamp lamp lamp lamp", "lamp"),
    ]
}

@Suite struct CrossEncoderTests {
    @Test func tokensAreToldWhoseTheyAreAndWhetherTheyAreMet() {
        let pair = PairTokens(query: [2, 4, 6, 3], title: [2, 9, 6, 7, 3])
        #expect(pair.kinds == [0, 0, 1, 0, 2, 2, 3, 2, 2])
    }

    @Test("a pair's answer does not depend on what stands beside it, packed or not", arguments: [0, 1, 2])
    func answersAreThoseOfEachPairAlone(apart: Int) throws {
        let model = try Tiny.model(apart: apart)
        let pairs = Tiny.texts.map { model.tokens(query: $0.0, title: $0.1) }
        let together = try withoutGradient { () throws(TensorError) in
            try model.logits(pairs, .evaluation).floats()
        }
        let packed = try model.scores(pairs)
        for (place, pair) in pairs.enumerated() {
            let alone = try withoutGradient { () throws(TensorError) in
                try model.logits([pair], .evaluation).floats()[0]
            }
            #expect(abs(alone - together[place]) < 1e-3)
            #expect(abs(alone - packed[place]) < 0.15, "bfloat16")
        }
        #expect(Set(together.map { ($0 * 1_000).rounded() }).count > 4, "pairs differ")
    }

    @Test(.enabled(if: MiniLM.folder != nil)) func aModelFromAnEncoderKnowsMeaningFromTheStart() throws {
        let folder = try #require(MiniLM.folder)
        let model = try CrossEncoder(TextEncoder(folder: folder), seed: 1)
        let scores = try model.scores(
            ["an old red lamp", "a crimson light", "a dog's lead"].map {
                model.tokens(query: "red lamp", title: $0)
            })
        #expect(scores[0] > scores[1] && scores[1] > scores[2], "\(scores)")
    }

    @Test func packedAnswersFollowTheWeights() throws {
        let model = try Tiny.model()
        let pairs = [model.tokens(query: "red", title: "red lamp")]
        let before = try model.scores(pairs)
        let bias = try #require(model.parameters.entries.first { $0.path == "head.bias" })
        try withoutGradient { () throws(TensorError) in try bias.tensor.assign(bias.tensor.detached() + 1) }
        #expect(abs(try model.scores(pairs)[0] - before[0] - 1) < 1e-4)
    }

    @Test func onlyUpperLayersLearn() throws {
        let model = try Tiny.model(apart: 2)
        try model.trainUpperLayers()
        let paths = model.parameters.trainable.map(\.path)
        #expect(paths.contains("kinds.weight") && paths.contains("head.weight"))
        #expect(paths.filter { $0.hasPrefix("bert.") }.allSatisfy { $0.hasPrefix("bert.encoder.layer.2.") })
        try model.logits([model.tokens(query: "red", title: "red lamp")], .evaluation).sum().backward()
        for entry in model.parameters.trainable where entry.path != "head.bias" {
            #expect(try entry.tensor.gradient() != nil, "\(entry.path)")
        }
    }

    @Test func longTextsAreCutAndNoPairIsNoAnswer() throws {
        let model = try Tiny.model()
        let pair = model.tokens(
            query: String(repeating: "red ", count: 50), title: String(repeating: "lamp ", count: 5_000))
        #expect(pair.query.count == 6 && pair.title.count == 10)
        #expect(try model.scores([pair])[0].isFinite)
        #expect(try model.scores([]).isEmpty)
    }

    @Test func layersThatAreNotThereAreRefused() {
        #expect(throws: TensorError.self) { try Tiny.model(apart: 3) }
    }
}
