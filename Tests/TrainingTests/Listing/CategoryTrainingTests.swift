import Foundation
import SoukCatalog
import SoukNeural
import SoukReports
import SoukTensors
import Testing

@testable import SoukInference
import SoukModels
@testable import SoukTraining

@Suite(.serialized) struct CategoryTrainingTests {
    /// Steps: 6 an epoch; in the middle of the first, at its end, and in the second.
    @Test(arguments: [2, 6, 9])
    func aRunThatWasStoppedLosesNothing(stop: Int) throws {
        let fixture = try CategoryFixture()
        defer { fixture.remove() }
        let (whole, resumed) = (
            fixture.folder.appendingPathComponent("whole"), fixture.folder.appendingPathComponent("resumed")
        )
        _ = try train(fixture, in: whole)
        #expect(throws: CatalogError.interrupted) { try train(fixture, in: resumed, stoppingAfter: stop) }
        _ = try train(fixture, in: resumed)
        #expect(try losses(whole).count == 12)
        #expect(try losses(resumed) == losses(whole))
        let best = "best.safetensors"
        #expect(
            try Checksum.sha256(of: resumed.appendingPathComponent(best))
                == Checksum.sha256(of: whole.appendingPathComponent(best)))
    }

    @Test func theEncoderLearnsWhatOnlyTheTextTells() throws {
        let fixture = try CategoryFixture()
        defer { fixture.remove() }
        let before = try accuracy(fixture.expert(), fixture)
        let after = try accuracy(
            train(fixture, in: fixture.folder.appendingPathComponent("run"), epochs: 12), fixture)
        #expect(after > 0.85, "\(before) before")
        #expect(before < 0.7)
    }

    @Test func savedWeightsOfNetworkAndEncoderAreLoadedStrictly() throws {
        let fixture = try CategoryFixture()
        defer { fixture.remove() }
        let (one, two) = (try fixture.expert(seed: 1), try fixture.expert(seed: 2))
        let learned = try #require(
            one.encoder.parameters.entries.first { $0.path == "encoder.layer.0.output.dense.weight" })
        try withoutGradient { () throws(TensorError) in
            try Generator(seed: 4).fillNormal(learned.tensor)
        }
        let logits = try one.logits(of: fixture.data.validation)
        #expect(try two.logits(of: fixture.data.validation) != logits)
        let weights = try one.weights()
        try two.load(weights, from: "memory")
        #expect(try two.logits(of: fixture.data.validation) == logits)
        for lost in ["words.weight", "text.encoder.layer.0.output.dense.bias"] {
            #expect(throws: TensorError.self, "\(lost)") {
                try two.load(weights.filter { $0.key != lost }, from: "memory")
            }
        }
    }

    @Test func frozenLayersStayAsTheyWere() throws {
        let fixture = try CategoryFixture()
        defer { fixture.remove() }
        let before = try fixture.expert().encoder.parameters.weights()
        let expert = try train(fixture, in: fixture.folder.appendingPathComponent("run"))
        let after = try expert.encoder.parameters.weights()
        let tables = before.keys.filter { $0.hasPrefix("embeddings.") }
        #expect(tables.count == 5)
        for name in tables { #expect(before[name] == after[name], "\(name)") }
        let trained = "encoder.layer.0.output.dense.weight"
        #expect(before[trained] != after[trained])
        let kept = try expert.weights().keys
        #expect(kept.contains("text." + trained) && !kept.contains { $0.hasPrefix("text.embeddings.") })
    }

    private func train(
        _ fixture: CategoryFixture, in folder: URL, epochs: Int = 2, stoppingAfter stop: Int = .max
    ) throws -> CategoryExpert {
        let expert = try fixture.expert()
        var steps = 0
        var configuration = fixture.configuration
        configuration.epochs = epochs
        let run = try CategoryTraining(
            configuration, seed: 7, expert: expert, data: CategoryTrainingData(fixture.data),
            folder: folder,
            report: { if case .step = $0 { steps += 1 } }, isCancelled: { steps >= stop })
        try run.run()
        return expert
    }

    private func losses(_ folder: URL) throws -> [Double] {
        try MetricsRecord.history(at: folder).compactMap { $0["train/step_loss"] }
    }

    private func accuracy(_ expert: CategoryExpert, _ fixture: CategoryFixture) throws -> Double {
        let rows = try expert.logits(of: fixture.data.validation)
        let right = zip(rows, fixture.data.validationLabels.classes).filter { row, label in
            row.indices.max { row[$0] < row[$1] } == Int(label)
        }
        return Double(right.count) / Double(rows.count)
    }
}

struct CategoryViewTests {
    @Test func batchesHoldTextsOfLikeLengthAndLeaveNothingOut() {
        var random = SplitMix64(seed: 1)
        let lengths = (0..<1_000).map { _ in Int.random(in: 2...128, using: &random) }
        let batches = BatchOrder.likeLengths(lengths, batch: 32, seed: 4)
        #expect(batches.joined().sorted() == Array(0..<1_000))
        #expect(batches == BatchOrder.likeLengths(lengths, batch: 32, seed: 4))
        #expect(batches != BatchOrder.likeLengths(lengths, batch: 32, seed: 5))
        let padded = batches.reduce(0) { $0 + $1.count * ($1.map { lengths[$0] }.max() ?? 0) }
        #expect(Double(padded) < 1.15 * Double(lengths.reduce(0, +)))
    }

    @Test func tokensOfBothTextsAreOneText() throws {
        let fixture = try CategoryFixture(training: 3, validation: 3)
        defer { fixture.remove() }
        let tokenizer = try fixture.expert().encoder.tokenizer
        let tokens = ListingTokens(
            ListingText(title: "red sofa", description: "good lamp"), tokenizer)
        let title = tokenizer.encode("red sofa")
        #expect(tokens.text(of: ListingChannel.title) == title)
        #expect(tokens.text(of: ListingChannel.description) == tokenizer.encode("good lamp"))
        #expect(tokens.text(of: ListingChannel.text) == title + tokenizer.encode("good lamp").dropFirst())
        #expect(tokens.text(of: [.photos]).isEmpty)
        let long = ListingTokens(
            ListingText(
                title: String(repeating: "sofa ", count: 100),
                description: String(repeating: "lamp ", count: 400)), tokenizer)
        #expect(long.text(of: ListingChannel.title).count == ListingTokens.titleLimit)
        let both = long.text(of: ListingChannel.text)
        #expect(both.count == ListingTokens.limit)
        #expect(both.last == title.last)
    }
}
