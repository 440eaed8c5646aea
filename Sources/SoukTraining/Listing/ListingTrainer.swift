import Foundation
public import SoukCatalog
import SoukEvaluation
public import SoukInference
import SoukModels
import SoukRanking
import SoukReports
import SoukTensors

/// From a workspace to a trained, calibrated listing model in the workspace.
public struct ListingTrainer {
    let workspace: Workspace
    let report: (TrainingEvent) -> Void
    let isCancelled: () -> Bool

    public init(
        _ workspace: Workspace, report: @escaping (TrainingEvent) -> Void = { _ in },
        isCancelled: @escaping () -> Bool = { false }
    ) {
        (self.workspace, self.report, self.isCancelled) = (workspace, report, isCancelled)
    }

    /// Trains into a new version of the model.
    ///
    /// Learns from the queries of the workspace's search and click log too, where one was imported.
    public func train(
        _ configuration: ListingTrainingConfiguration, name: String = "listing"
    ) throws -> ModelFolder {
        let folder = try ModelStore(workspace).folderForTraining(name, resuming: false)
        let logged = try workspace.wantedQueries()
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        try JSONEncoder.report.encode(logged).writeWhole(to: logURL(folder))
        try run(configuration, folder: folder, logged: logged)
        return folder
    }

    /// Goes on with the newest unfinished run of that name.
    public func resume(name: String = "listing") throws -> ModelFolder {
        let folder = try ModelStore(workspace).folderForTraining(name, resuming: true)
        let (url, decoder) = (folder.configurationURL, JSONDecoder())
        guard let data = try? Data(contentsOf: url),
            let configuration = try? decoder.decode(ListingTrainingConfiguration.self, from: data),
            let log = try? Data(contentsOf: logURL(folder)),
            let logged = try? decoder.decode([String: [String]].self, from: log)
        else {
            throw StoredModelError.unusable(
                path: url.path, reason: "is no run of a listing model",
                remedy: "Begin anew, without going on from the last state.")
        }
        try run(configuration, folder: folder, logged: logged)
        return folder
    }

    private func logURL(_ folder: ModelFolder) -> URL { folder.url.appendingPathComponent("queries.json") }

    private func run(
        _ given: ListingTrainingConfiguration, folder: ModelFolder, logged: [String: [String]]
    ) throws {
        var configuration = given
        if let seed = configuration.splitSeed { try workspace.makeSplit(.listing, seed: seed) }
        let split = configuration.split
        let stored = try KnownParts(of: workspace, seed: split)
        let (names, judged) = (stored.names, stored.validation)
        let contents = try ListingContents(of: workspace)
        let training = stored.training.map { contents.content(of: $0.listing) }
        let validation = judged.map { contents.content(of: $0.listing) }
        let hasPhotos = training.contains { !$0.photos.isEmpty }
        let photoExpert = hasPhotos ? try photoExpert(configuration, folder, names) : nil
        let reader = ListingReader(configuration.reader, cache: workspace.root)
        let encoders = try ListingEncoders(
            photos: hasPhotos ? .standard(in: workspace.root) : nil, photoExpert: photoExpert?.expert,
            reader: reader, cache: workspace.root)
        (configuration.textHash, configuration.photoHash) = (encoders.textHash, encoders.photos?.hash)
        configuration.readerHash = try reader.hash()
        guard given.textHash.isEmpty || given == configuration else {
            throw StoredModelError.unusable(
                path: folder.url.path, reason: "the run began with other encoders",
                remedy: "Put the encoders' weights back, or begin anew.")
        }
        try JSONEncoder.report.encode(configuration).writeWhole(to: folder.configurationURL)

        var sizes = ListingModelConfiguration(
            photoWidth: PhotoBackbone.width, classCount: names.classes.count, fineCount: names.fine.count,
            pathCount: names.paths.count)
        sizes.readingWidth = configuration.reader.configuration.width
        let model = try ListingModel(sizes, seed: configuration.seed)
        let words = ListingWords(of: training, buckets: sizes.buckets)
        try model.rarity.assign(Tensor(words.rarity, shape: [sizes.buckets]))
        let data = try ListingTrainingData(
            training: training, validation: validation,
            labels: ListingLabels(stored.training, names: names),
            validationLabels: ListingLabels(judged, names: names), names: names,
            queries: MadeQueries(training, logged: logged, seed: configuration.seed), encoders: encoders,
            words: words, report: { report(.features($0, done: $1, of: $2)) }, isCancelled: isCancelled)
        let moments = try data.training.photoMoments()
        try model.photoMean.assign(moments.mean)
        try model.photoDeviation.assign(moments.deviation)
        let run = try ListingTraining(
            configuration, model: model, data: data, folder: folder.url, report: report,
            isCancelled: isCancelled)
        try run.run()
        let known = try KnownListings(
            data, ListingFolds(stored.training + judged, seed: configuration.seed))
        let regressions = try RegressionTrainer(
            known: known, photoMoments: moments, sizes: sizes, folder: folder, report: report,
            isCancelled: isCancelled
        ).train()
        let folds = ListingFolds(judged, seed: configuration.seed)
        let experts = try configuration.categories.map {
            try CategoryTrainer(
                configuration: $0, reader: configuration.reader, seed: configuration.seed, data: data,
                holdout: folds, sizes: sizes,
                folder: folder, report: report, isCancelled: isCancelled
            ).train()
        }
        let neighbours = try NeighbourMemory(known, photoMoments: moments, classCount: sizes.classCount)
        try describe(
            run,
            CategoryMembers(
                classCount: sizes.classCount, regressions: regressions, neighbours: neighbours,
                experts: experts ?? [], reader: reader),
            known, folds, photoExpert?.description, folder)
    }

    /// The photo classifier that the run weighs in, copied into the folder.
    private func photoExpert(
        _ configuration: ListingTrainingConfiguration, _ folder: ModelFolder, _ names: CategoryNames
    ) throws -> (expert: PhotoExpert, description: PhotoExpertDescription)? {
        guard let name = configuration.photoModel else { return nil }
        let classifier = try ModelStore(workspace).finished(name)
        let description = try classifier.description()
        guard description.configuration.architecture == PhotoBackbone.architecture else {
            throw StoredModelError.unusable(
                path: classifier.url.path, reason: "is a \(description.configuration.architecture.rawValue)",
                remedy: "Name a model of \(PhotoBackbone.architecture.rawValue).")
        }
        guard description.configuration.split == .listing else {
            throw StoredModelError.unusable(
                path: classifier.url.path,
                reason: "was trained on the photo-level split, so that it knows photos of held-out listings",
                remedy: "Name a model that was trained with --split listing.")
        }
        if !FileManager.default.fileExists(atPath: folder.photoWeightsURL.path) {
            try FileManager.default.copyItem(at: classifier.weightsURL, to: folder.photoWeightsURL)
        }
        let expert = try PhotoExpert(
            weights: folder.photoWeightsURL, classes: description.classes.names, categories: names.classes)
        return (
            expert, PhotoExpertDescription(hash: expert.backbone.hash, classes: description.classes.names)
        )
    }

    /// Calibrates on validation and writes `listing.json`, which marks the run as finished.
    private func describe(
        _ run: ListingTraining, _ members: CategoryMembers, _ known: KnownListings, _ folds: ListingFolds,
        _ photoExpert: PhotoExpertDescription?, _ folder: ModelFolder
    ) throws {
        let data = run.data
        let labels = data.validationLabels.classes.map(Int.init)
        let scorer = ListingScorer(run.model)
        let intent = try CategoryFusion.Weights.fit(
            [scorer.logits(of: data.validation, showing: ListingChannel.title)], labels: labels)
        let scaling = try TemperatureScaling.fit(
            logits: scorer.logits(of: data.validation), labels: labels)
        let fusion = try members.fusion(known, validation: data.validation, labels: labels, folds)
        let predictions = try Predictions(
            probabilities: members.probabilities(
                of: data.validation, showing: Set(ListingChannel.forCategories), fusion, unseen: folds),
            labels: labels, classes: data.names.classes)
        let metrics = ClassificationMetrics(predictions)
        var counts = [Int](repeating: 0, count: data.names.classes.count)
        for label in data.labels.classes where label >= 0 { counts[Int(label)] += 1 }
        let networks = try members.experts.indices.map {
            try Checksum.sha256(of: folder.categoryWeightsURL($0))
        }
        try members.neighbours.write(to: folder.neighboursURL)
        let description = ListingDescription(
            name: folder.name, version: folder.version, configuration: run.configuration,
            model: run.model.configuration, categories: data.names,
            weightsHash: try Checksum.sha256(of: folder.weightsURL),
            categoriesHashes: networks.isEmpty ? nil : networks,
            regression: RegressionDescription(
                hash: try Checksum.sha256(of: folder.regressionURL),
                copies: try members.regressions.copies.indices.map {
                    try Checksum.sha256(of: folder.regressionURL($0))
                }),
            neighboursHash: try Checksum.sha256(of: folder.neighboursURL),
            photoExpert: photoExpert, temperature: scaling.temperature, fusion: fusion, intent: intent,
            threshold: AbstentionThreshold.fit(predictions), trainingCounts: counts,
            validationLoss: metrics.logLoss, validationAccuracy: metrics.accuracy,
            titleRecall: try run.judge().recall, epochs: run.progress.epoch, bestEpoch: run.progress.bestEpoch
        )
        try folder.curves(stageNames: ["listing"]).write(into: folder.url)
        try JSONEncoder.report.encode(description).writeWhole(to: folder.listingURL)
    }
}
