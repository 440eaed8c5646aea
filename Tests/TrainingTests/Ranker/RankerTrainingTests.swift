import Foundation
import SoukCatalog
import SoukNeural
import SoukReports
import SoukTensors
import Testing

@testable import SoukInference
@testable import SoukModels
@testable import SoukTraining

/// A fictional shop, so small that a tiny model reads all of it in a second: a title answers a query well that
/// names the thing, and perfectly where the colour is right.
private enum Shop {
    static let colours = ["red", "blue", "green", "white"]
    static let things = ["lamp", "chair", "table", "rug", "mirror", "shelf"]
    static let words =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + colours + things + ["old", "good", "for", "hall", "garden"]

    static func queries(_ count: Int, seed: UInt64) -> [RankerQuery] {
        var random = SplitMix64(seed: seed)
        func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
        return (0..<count).map { _ in
            let (colour, thing) = (pick(colours), pick(things))
            let other = (
                colours.filter { $0 != colour }, things.filter { $0 != thing }
            )
            let titles =
                [
                    ("\(pick(["old", "good"])) \(colour) \(thing) for \(pick(["hall", "garden"]))", 1),
                    ("\(pick(other.0)) \(thing) for \(pick(["hall", "garden"]))", 0.5),
                    ("\(colour) \(pick(other.1)) \(pick(["old", "good"]))", 0),
                ].shuffled(using: &random) as [(String, Float)]
            return RankerQuery(
                text: "\(colour) \(thing)", titles: titles.map(\.0), grades: titles.map(\.1))
        }
    }

    static func model() throws -> CrossEncoder {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).txt")
        try Data(words.joined(separator: "\n").utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let sizes = BERT.Configuration(
            layers: 2, width: 32, heads: 4, innerWidth: 64, vocabulary: words.count, positions: 16)
        var configuration = CrossEncoder.Configuration()
        (configuration.apart, configuration.queryTokens, configuration.titleTokens) = (1, 6, 10)
        return try CrossEncoder(sizes, WordPieceTokenizer(vocabulary: file), configuration, seed: 5)
    }

    static func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    static var configuration: RankerTrainingConfiguration {
        var configuration = RankerTrainingConfiguration(seed: 3)
        (configuration.epochs, configuration.pairs, configuration.rate) = (2, 24, 3e-3)
        configuration.usesBFloat16 = false
        return configuration
    }
}

@Suite struct RankerTrainingTests {
    private func losses(at folder: URL) throws -> [Double] {
        try MetricsRecord.history(at: folder).compactMap { $0.scalars["train/step_loss"] ?? nil }
    }

    /// Stops after so many steps, again and again, until the run has ended.
    private func run(
        _ configuration: RankerTrainingConfiguration, stoppingAfter stops: [Int] = [], in folder: URL
    ) throws -> (model: CrossEncoder, losses: [Double], progress: TrainingProgress) {
        var stops = stops[...]
        while true {
            var left = stops.popFirst() ?? .max
            let training = try RankerTraining(
                configuration, model: Shop.model(), training: Shop.queries(60, seed: 1),
                validation: Shop.queries(20, seed: 2), folder: folder, report: { _ in },
                isCancelled: {
                    left -= 1
                    return left == 0
                })
            do {
                try training.run()
                return (training.model, try losses(at: folder), training.progress)
            } catch CatalogError.interrupted {}
        }
    }

    @Test func aStoppedRunGoesThroughTheSameLosses() throws {
        let (first, second) = (try Shop.folder(), try Shop.folder())
        defer { for url in [first, second] { try? FileManager.default.removeItem(at: url) } }
        let whole = try run(Shop.configuration, in: first)
        let broken = try run(Shop.configuration, stoppingAfter: [1, 3, 5], in: second)
        #expect(whole.losses.count > 12)
        #expect(whole.losses == broken.losses)
        #expect(whole.progress == broken.progress)
        let pairs = Shop.queries(5, seed: 9).flatMap { query in
            query.titles.map { whole.model.tokens(query: query.text, title: $0) }
        }
        #expect(try whole.model.scores(pairs) == broken.model.scores(pairs))
    }

    @Test func itLearnsWhatTheJudgesSaid() throws {
        let folder = try Shop.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var configuration = Shop.configuration
        configuration.epochs = 14
        let model = try run(configuration, in: folder).model
        let fresh = Shop.queries(40, seed: 77)
        let right = try fresh.count { query in
            let scores = try model.scores(
                query.titles.map { model.tokens(query: query.text, title: $0) })
            let order = query.grades.indices.sorted { scores[$0] > scores[$1] }
            return order.map { query.grades[$0] } == [1, 0.5, 0]
        }
        #expect(right >= 30, "of 40 orders; chance gives 7")
    }

    @Test func aLimitOfTimeEndsTheRunWithAModel() throws {
        let folder = try Shop.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var configuration = Shop.configuration
        (configuration.epochs, configuration.seconds) = (10_000, 0.5)
        let ended = try run(configuration, in: folder)
        #expect(ended.progress.isFinished && ended.progress.epoch < 10_000)
    }
}

@Suite struct RankerLossTests {
    @Test func lossByHand() throws {
        let model = try Shop.model()
        var queries = Shop.queries(1, seed: 4) + Shop.queries(1, seed: 5)
        queries[1].titles.removeLast(2)
        queries[1].grades = [0.25]
        queries[0].grades = [1, 0.5, 0]
        let examples = RankerExamples(queries, model).queries
        let logits = [0.3, -0.2, 1.1, 0.4]
        let grades = [1, 0.5, 0, 0.25]
        let single =
            zip(logits, grades).reduce(0) { sum, pair in
                sum - pair.1 * log(1 / (1 + exp(-pair.0))) - (1 - pair.1) * log(1 / (1 + exp(pair.0)))
            } / 4
        let wanted = [1, 0.5, 0].map { exp(4 * $0) }
        let list = (0..<3).reduce(0.0) { sum, place in
            let share = exp(logits[place]) / logits.prefix(3).reduce(0) { $0 + exp($1) }
            return sum - wanted[place] / wanted.reduce(0, +) * log(share)
        }
        let loss = try RankerLoss(listWeight: 0.5, listSharpness: 4)(
            Tensor(logits.map(Float.init), shape: [4]), examples)
        #expect(abs(Double(try loss.item()) - (single + 0.5 * list)) < 1e-5)
    }

    @Test func everyQueryIsInOneBatchAndWhole() throws {
        let examples = RankerExamples(Shop.queries(700, seed: 8), try Shop.model())
        let batches = examples.batches(pairs: 16, seed: 4)
        #expect(batches.flatMap { $0 }.sorted() == Array(0..<700))
        #expect(batches.allSatisfy { $0.count <= 6 })
        #expect(batches == examples.batches(pairs: 16, seed: 4))
        #expect(batches != examples.batches(pairs: 16, seed: 5))
    }
}
