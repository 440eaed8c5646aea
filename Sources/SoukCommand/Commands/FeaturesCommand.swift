import ArgumentParser
import Foundation
import SoukCatalog
import SoukInference
import SoukTensors
import SoukTraining

struct FeaturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract: "Extract the feature vectors of all usable photos with a trained model.",
        discussion: """
            features.npy and features.safetensors hold float32 [photos, width], photos.csv says which photo is in \
            which row, features.json which model made them.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The model: a name, for its newest version, or name/version.")
    var model: String

    @Option(name: .shortAndLong, help: "The folder to write to.")
    var output: String

    @Option(help: "The device to compute on.")
    var device = Device.cpu

    func run() throws {
        let workspace = try common.open()
        let classifier = try TrainedClassifier(ModelStore(workspace).finished(model), device: device)
        Interruption.watch()
        let line = ProgressLine("features", unit: "photos", quiet: common.quiet)
        let folder = URL(fileURLWithPath: output, isDirectory: true)
        let export = try FeatureExport(
            of: classifier, in: workspace, to: folder,
            progress: {
                line.update(total: $1)
                line.update(done: $0)
            }, isCancelled: Interruption.isRequested)
        line.finish()
        if common.json { return try Output.json(export) }
        Output.line("\(Figures.grouped(export.count)) vectors of \(export.width) numbers by \(export.model):")
        for file in export.files { Output.line("  \(folder.appendingPathComponent(file).path)") }
    }
}
