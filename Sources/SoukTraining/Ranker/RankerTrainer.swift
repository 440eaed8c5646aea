import Foundation
import SoukCatalog
import SoukModels
import SoukTensors

/// From judged queries to a trained cross-encoder.
public struct RankerTrainer {
    let encoder: URL
    let report: (TrainingEvent) -> Void
    let isCancelled: () -> Bool

    /// - Parameter encoder: the folder of the sentence encoder that training starts from.
    public init(
        encoder: URL, report: @escaping (TrainingEvent) -> Void = { _ in },
        isCancelled: @escaping () -> Bool = { false }
    ) {
        (self.encoder, self.report, self.isCancelled) = (encoder, report, isCancelled)
    }

    /// What a run learns from, and what chooses its epoch.
    public struct Examples: Codable, Sendable, Equatable {
        public var training: [RankerQuery]
        public var validation: [RankerQuery]

        public init(training: [RankerQuery], validation: [RankerQuery]) {
            (self.training, self.validation) = (training, validation)
        }
    }

    /// Trains into a new folder, which a run can be resumed from.
    public func train(
        _ given: RankerTrainingConfiguration, on examples: Examples, in folder: ModelFolder
    ) throws {
        var configuration = given
        configuration.textHash = try textHash()
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        try JSONEncoder().encode(examples).write(to: folder.examplesURL, options: .atomic)
        try JSONEncoder.report.encode(configuration).write(to: folder.configurationURL, options: .atomic)
        try run(configuration, examples, folder)
    }

    /// Goes on with a run that was interrupted.
    public func resume(_ folder: ModelFolder) throws {
        guard let data = try? Data(contentsOf: folder.configurationURL),
            let configuration = try? JSONDecoder().decode(RankerTrainingConfiguration.self, from: data),
            let log = try? Data(contentsOf: folder.examplesURL),
            let examples = try? JSONDecoder().decode(Examples.self, from: log)
        else {
            throw StoredModelError.unusable(
                path: folder.url.path, reason: "is no run of a ranker",
                remedy: "Begin anew: souk train ranker --judgements FILE.csv.")
        }
        guard try configuration.textHash == textHash() else {
            throw StoredModelError.unusable(
                path: folder.url.path, reason: "the run began with another sentence encoder",
                remedy: "Put that encoder's weights back, or begin anew.")
        }
        try run(configuration, examples, folder)
    }

    /// Trains a model that is used at once and not kept.
    public func trainForOnce(
        _ configuration: RankerTrainingConfiguration, on examples: Examples
    ) throws -> CrossEncoder {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("souk-ranker-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        let training = try begin(configuration, examples, url, isResumable: false)
        try training.run()
        return training.model
    }

    private func run(
        _ configuration: RankerTrainingConfiguration, _ examples: Examples, _ folder: ModelFolder
    ) throws {
        let training = try begin(configuration, examples, folder.url, isResumable: true)
        try training.run()
        let description = RankerDescription(
            name: folder.name, version: folder.version, configuration: configuration,
            sizes: training.model.sizes, weightsHash: try Checksum.sha256(of: folder.weightsURL),
            trainingQueries: examples.training.count, trainingPairs: examples.training.pairCount,
            steps: training.progress.step, epochs: training.progress.epoch,
            bestEpoch: training.progress.bestEpoch, validationLoss: training.progress.bestLoss ?? 0)
        try folder.curves(stageNames: ["ranker"]).write(into: folder.url)
        try JSONEncoder.report.encode(description).write(to: folder.rankerURL, options: .atomic)
    }

    private func begin(
        _ configuration: RankerTrainingConfiguration, _ examples: Examples, _ url: URL, isResumable: Bool
    ) throws -> RankerTraining {
        guard examples.training.pairCount > 0, examples.validation.pairCount > 0 else {
            throw TrainingError.examples(
                reason: "\(examples.training.count) queries to learn from and "
                    + "\(examples.validation.count) to choose by are too few for a ranker",
                remedy: "Give more judged queries.")
        }
        let model = try CrossEncoder(
            TextEncoder(folder: encoder), configuration.model, seed: configuration.seed)
        return try RankerTraining(
            configuration, model: model, training: examples.training, validation: examples.validation,
            folder: url, isResumable: isResumable, report: report, isCancelled: isCancelled)
    }

    private func textHash() throws -> String {
        try Checksum.sha256(of: encoder.appendingPathComponent("model.safetensors"))
    }
}
