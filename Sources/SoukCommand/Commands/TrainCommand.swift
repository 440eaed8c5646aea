import ArgumentParser
import Foundation
import SoukCatalog
import SoukInference
import SoukModels
import SoukTensors
import SoukTraining

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a photo classifier, the listing model, or a ranker.",
        discussion: """
            All but the small CNN start from ImageNet weights: first a new last layer on the frozen backbone, then \
            more and more of its layers. "listing" trains the model of text and photos that search stands on, and that names a \
            listing's category: on cached vectors of frozen encoders, then, for the categories, by logistic regression and by the \
            listings most alike; --experts adds networks with an encoder of their own. Ctrl-C keeps the run; --resume goes on with it. \
            "ranker" trains a model that reads query and title together, on what people said of search results; \
            souk evaluate search --ranker judges with it.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "What to train.")
    var subject: TrainingSubject

    @Option(help: "The model's name; that of what is trained unless given.")
    var name: String?

    @Flag(help: "Only a new last layer on the frozen backbone; listing: no --experts, as is the default.")
    var frozen = false

    @Option(help: "At most so many epochs a stage.")
    var epochs: Int?

    @Option(help: "Photos a step.")
    var batch: Int?

    @Option(help: "Of the initial weights, the order and the views; 42 unless given.")
    var seed: UInt64?

    @Option(help: "What the parts keep together; listing unless given.")
    var split: SplitKind?

    @Option(help: "Where to compute; cpu unless given.")
    var device: Device?

    @Option(help: "A .pth or safetensors file of ImageNet weights.")
    var weights: String?

    @Option(
        help: "listing: a finished efficientnet-lite2 whose answers are weighed in for the category.")
    var photos: String?

    @Option(help: "ranker: the table of judgements: query, product_id, product_title, relevance.")
    var judgements: String?

    @Option(help: "ranker: share of the queries to learn from; 0.8 unless given, as souk evaluate search.")
    var trainFraction: Double?

    @Option(help: "ranker: stop after so many minutes; no limit unless given.")
    var minutes: Double?

    @Option(
        help:
            "listing: networks for categories, each with a sentence encoder that is fine-tuned with it, some 20 minutes each; their answers are averaged; none unless given."
    )
    var experts: Int?

    @Option(
        help:
            "listing: the sentence encoder that reads whole listings for their category; the larger of those that are here unless given."
    )
    var reader: TextEncoder.Pretrained?

    @Option(
        help:
            "listing: another split into train, validation and test, to see how much figures depend on it; such a model is not for serving."
    )
    var splitSeed: UInt64?

    @Flag(help: "Go on with the newest run that was interrupted, with the options that it began with.")
    var resume = false

    @Flag(help: "Go on with an interrupted run, train if there is no model of that name, else do nothing.")
    var ifMissing = false

    func validate() throws {
        if let epochs, epochs < 1 { throw ValidationError("--epochs: expected 1 or more, found \(epochs)") }
        if let batch, batch < 2 { throw ValidationError("--batch: expected 2 or more, found \(batch)") }
        if let experts, !(1...9).contains(experts) {
            throw ValidationError("--experts: expected 1 to 9, found \(experts)")
        }
        switch subject {
        case .classifier(let architecture):
            if frozen, !architecture.isPretrained {
                throw ValidationError(
                    "--frozen: \(architecture.rawValue) has no pretrained backbone to freeze")
            }
            if hasListingOptions { throw Self.listingOptions }
        case .ranker:
            if frozen || split != nil || device != nil || weights != nil {
                throw ValidationError("--frozen, --split, --device and --weights are for photo classifiers")
            }
        case .listing:
            if split != nil || device != nil || weights != nil {
                throw ValidationError("--split, --device and --weights are for photo classifiers")
            }
            if frozen, experts != nil {
                throw ValidationError("--experts: there are none where --frozen leaves the encoder as it is")
            }
        }
        try validateRanker()
        if resume,
            hasListingOptions || frozen || epochs != nil || batch != nil || seed != nil || split != nil
                || device != nil
        {
            throw ValidationError(
                "--resume: the run goes on with the options that it began with; leave them out")
        }
        if let name, name.isEmpty || name.hasPrefix(".") || name.contains("/") {
            throw ValidationError("--name: expected a plain folder name, found \"\(name)\"")
        }
    }

    /// Whether options are given that only a listing model has.
    var hasListingOptions: Bool {
        photos != nil || experts != nil || reader != nil || splitSeed != nil
    }

    static let listingOptions = ValidationError(
        "--photos, --experts, --reader and --split-seed are for souk train listing")

    func run() throws {
        let workspace = try common.open(create: subject == .ranker)
        let model = name ?? subject.name
        let store = ModelStore(workspace)
        if ifMissing, !resume, let folder = try? store.finished(model) { return try show(folder) }
        Interruption.watch()
        let progress = TrainingProgress(quiet: common.quiet)
        let goesOn = resume || (ifMissing && store.hasUnfinished(model))
        do {
            let folder =
                switch subject {
                case .classifier(let architecture):
                    try trainClassifier(architecture, workspace, model, goesOn, progress)
                case .listing: try trainListing(workspace, model, goesOn, progress)
                case .ranker: try trainRanker(workspace, model, goesOn, progress)
                }
            progress.finish()
            try show(folder)
        } catch CatalogError.interrupted {
            progress.finish()
            guard store.hasUnfinished(model) else {
                throw Stop(code: Stop.interrupted, message: "interrupted before anything was learned")
            }
            let own = name.map { " --name \($0)" } ?? ""
            throw Stop(
                code: Stop.interrupted,
                message: "interrupted; go on with: souk train \(subject.name)\(own) --resume\(common.suffix)")
        }
    }

    private func trainClassifier(
        _ architecture: Architecture, _ workspace: Workspace, _ model: String, _ goesOn: Bool,
        _ progress: TrainingProgress
    ) throws -> ModelFolder {
        let url =
            try weights.map { URL(fileURLWithPath: $0) }
            ?? PublicWeights.required(for: architecture, in: workspace.root)
        let trainer = ClassifierTrainer(
            workspace, report: progress.show, isCancelled: Interruption.isRequested)
        return goesOn
            ? try trainer.resume(name: model, weights: url)
            : try trainer.train(settings(architecture), name: model, weights: url)
    }

    private func trainListing(
        _ workspace: Workspace, _ model: String, _ goesOn: Bool, _ progress: TrainingProgress
    ) throws -> ModelFolder {
        let trainer = ListingTrainer(workspace, report: progress.show, isCancelled: Interruption.isRequested)
        if goesOn { return try trainer.resume(name: model) }
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
        return try trainer.train(settings, name: model)
    }

    private func settings(_ architecture: Architecture) -> TrainingConfiguration {
        var settings = TrainingConfiguration.standard(
            architecture, split: split ?? .listing, seed: seed ?? 42)
        if frozen { settings.stages.removeAll { $0.unfrozen != nil } }
        if let epochs { for index in settings.stages.indices { settings.stages[index].epochs = epochs } }
        if let batch { settings.batch = batch }
        if let device { settings.device = device }
        return settings
    }

    private func show(_ folder: ModelFolder) throws {
        try ModelsCommand.Show.show(folder, json: common.json)
    }
}
