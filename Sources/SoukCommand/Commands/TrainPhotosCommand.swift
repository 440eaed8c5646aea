import ArgumentParser
import SoukCatalog
import Foundation
import SoukModels
import SoukTensors
import SoukInference
import SoukTraining

struct TrainPhotosCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "photos",
        abstract: "Train a classifier that predicts the category of a photo.",
        discussion: """
            All but the small CNN start from ImageNet weights: first a new last layer on the frozen backbone, then \
            more and more of its layers.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The network architecture.")
    var architecture: Architecture

    @OptionGroup var training: TrainingRunOptions

    @Flag(help: "Train only a new last layer on the frozen backbone.")
    var frozen = false

    @Option(help: "The most epochs a stage may take.")
    var epochs: Int?

    @Option(help: "Batch size, in photos.")
    var batch: Int?

    @Option(help: "The random seed of weights, order and augmentation; 42 unless given.")
    var seed: UInt64?

    @Option(help: "What train, validation and test keep together; listing unless given.")
    var split: SplitKind?

    @Option(help: "The device to compute on; cpu unless given.")
    var device: Device?

    @Option(help: "A .pth or safetensors file of ImageNet weights.")
    var weights: String?

    func validate() throws {
        try TrainingRunOptions.check(epochs: epochs, batch: batch)
        if frozen, !architecture.isPretrained {
            throw ValidationError("--frozen: \(architecture.rawValue) has no pretrained backbone to freeze")
        }
        try training.check(
            hasOptions: frozen || epochs != nil || batch != nil || seed != nil || split != nil
                || device != nil)
    }

    func run() throws {
        try training.train(common, as: architecture.rawValue, command: "photos \(architecture.rawValue)") {
            workspace, name, goesOn, progress in
            let url =
                try weights.map { URL(fileURLWithPath: $0) }
                ?? PublicWeights.required(for: architecture, in: workspace.root)
            let trainer = ClassifierTrainer(
                workspace, report: progress.show, isCancelled: Interruption.isRequested)
            return goesOn
                ? try trainer.resume(name: name, weights: url)
                : try trainer.train(settings, name: name, weights: url)
        }
    }

    private var settings: TrainingConfiguration {
        var settings = TrainingConfiguration.standard(
            architecture, split: split ?? .listing, seed: seed ?? 42)
        if frozen { settings.stages.removeAll { $0.unfrozen != nil } }
        if let epochs { for index in settings.stages.indices { settings.stages[index].epochs = epochs } }
        if let batch { settings.batch = batch }
        if let device { settings.device = device }
        return settings
    }
}
