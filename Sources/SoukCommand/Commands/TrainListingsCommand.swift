import ArgumentParser
import SoukCatalog
import Foundation
import SoukModels
import SoukInference
import SoukTraining

struct TrainListingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listings",
        abstract:
            "Train the listing model: embeddings of text and photos for search, and categories.",
        discussion: """
            The embeddings are trained on cached vectors of frozen encoders; categories come from logistic regression and \
            nearest neighbours. --experts adds networks with an encoder of their own.
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup var training: TrainingRunOptions

    @Option(help: "The most epochs to train.")
    var epochs: Int?

    @Option(help: "Batch size, in listings.")
    var batch: Int?

    @Option(help: "The random seed of weights and order; 42 unless given.")
    var seed: UInt64?

    @Option(help: "A trained efficientnet-lite2 whose predictions are combined into the category.")
    var photos: String?

    @Option(
        help:
            "The number of further networks for categories, each with a sentence encoder of its own that is fine-tuned, some 20 minutes each; their predictions are averaged. None unless given."
    )
    var experts: Int?

    @Option(
        help:
            "The sentence encoder that reads whole listings for their category; the larger of those that are here unless given."
    )
    var reader: TextEncoder.Pretrained?

    @Option(
        help:
            "Another split into train, validation and test, to see how much figures depend on it; such a model is not for serving."
    )
    var splitSeed: UInt64?

    func validate() throws {
        try TrainingRunOptions.check(epochs: epochs, batch: batch)
        if let experts, !(1...9).contains(experts) {
            throw ValidationError("--experts: expected 1 to 9, found \(experts)")
        }
        try training.check(
            hasOptions: epochs != nil || batch != nil || seed != nil || photos != nil
                || experts != nil || reader != nil || splitSeed != nil)
    }

    func run() throws {
        try training.train(common, as: "listing", command: "listings") { workspace, name, goesOn, progress in
            let trainer = ListingTrainer(
                workspace, report: progress.show, isCancelled: Interruption.isRequested)
            if goesOn { return try trainer.resume(name: name) }
            return try trainer.train(settings, name: name)
        }
    }

    private var settings: ListingTrainingConfiguration {
        var settings = ListingTrainingConfiguration(seed: seed ?? 42)
        if let epochs { settings.epochs = epochs }
        if let batch { settings.batch = batch }
        (settings.photoModel, settings.splitSeed) = (photos, splitSeed)
        settings.reader = reader ?? ListingReader.best
        if let experts {
            var categories = CategoryTrainingConfiguration(for: settings.reader)
            categories.experts = experts
            settings.categories = categories
        }
        return settings
    }
}
