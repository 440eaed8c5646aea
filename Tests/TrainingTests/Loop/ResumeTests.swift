import Foundation
import SoukCatalog
import SoukModels
import SoukReports
import SoukTensors
import Testing

import SoukInference
@testable import SoukTraining

/// A run that is stopped and resumed goes through the same losses as one that is not.
@Suite(.serialized) struct ResumeTests {
    @Test(arguments: [1, 3, 6, 8])
    func losesNothing(stoppingAfter stop: Int) throws {
        let painted = PaintedPhotos()
        defer { painted.remove() }
        let (training, validation) = (try painted.photos(24), try painted.photos(9, from: 100))

        let whole = painted.root.appendingPathComponent("whole")
        try run(painted, training, validation, in: whole)
        let resumed = painted.root.appendingPathComponent("resumed")
        #expect(throws: CatalogError.interrupted) {
            try run(painted, training, validation, in: resumed, stoppingAfter: stop)
        }
        try run(painted, training, validation, in: resumed)

        let (expected, found) = (try losses(whole), try losses(resumed))
        #expect(expected.count == 3 * 3)
        #expect(found == expected)
        #expect(
            try Checksum.sha256(of: whole.appendingPathComponent("best.safetensors"))
                == Checksum.sha256(of: resumed.appendingPathComponent("best.safetensors")))
    }

    @Test func sameSeedSameResultAndAnotherSeedAnother() throws {
        let painted = PaintedPhotos()
        defer { painted.remove() }
        let (training, validation) = (try painted.photos(24), try painted.photos(9, from: 100))
        let folders = ["one", "two", "other"].map(painted.root.appendingPathComponent)
        for (folder, seed) in zip(folders, [5, 5, 6] as [UInt64]) {
            try run(painted, training, validation, in: folder, seed: seed)
        }
        #expect(try losses(folders[0]) == losses(folders[1]))
        #expect(try losses(folders[0]) != losses(folders[2]))
    }

    @Test func learnsWhatCanBeSeen() throws {
        let painted = PaintedPhotos()
        defer { painted.remove() }
        let folder = painted.root.appendingPathComponent("run")
        try run(
            painted, try painted.photos(48), try painted.photos(18, from: 100), in: folder, epochs: 10)
        let epochs = try MetricsRecord.history(at: folder).filter { $0.epoch != nil }
        let best = try #require(epochs.compactMap { $0["validation/accuracy"] }.max())
        #expect(best > 0.9)
        #expect(epochs.allSatisfy { ($0["loader/waiting_share"] ?? 2) <= 1 })
    }

    private func run(
        _ painted: PaintedPhotos, _ training: PhotoSet, _ validation: PhotoSet, in folder: URL,
        seed: UInt64 = 42,
        epochs: Int = 3, stoppingAfter stop: Int = .max
    ) throws {
        var configuration = TrainingConfiguration.standard(.cnn, seed: seed)
        configuration.stages = [
            TrainingStage("first", unfrozen: .max, epochs: epochs - 1, rate: 1e-3, patience: epochs),
            TrainingStage("second", unfrozen: .max, epochs: 1, rate: 5e-4, patience: 1),
        ]
        (configuration.batch, configuration.averageDecay) = (8, 0.9)
        let classifier = try ImageClassifier(.cnn, classCount: 3, dropout: configuration.dropout, seed: seed)
        let scorer = PhotoScorer(classifier, configuration)
        var steps = 0
        let run = try ClassifierTraining(
            configuration, classifier: classifier, classes: painted.classes, training: training,
            validation: validation, folder: folder,
            features: BackboneFeatures(scorer: scorer, workspace: painted.root, weightsHash: "scratch"),
            report: { if case .step = $0 { steps += 1 } }, isCancelled: { steps >= stop })
        try run.run()
    }

    private func losses(_ folder: URL) throws -> [Double] {
        try MetricsRecord.history(at: folder).compactMap { $0["train/step_loss"] }
    }
}
