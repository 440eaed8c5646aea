public import Foundation
public import SoukCatalog
import SoukEvaluation
public import SoukInference
import SoukModels
import SoukNeural
import SoukReports
import SoukTensors

/// From a workspace to a trained, calibrated classifier in the workspace.
public struct ClassifierTrainer {
    let workspace: Workspace
    let report: (TrainingEvent) -> Void
    let isCancelled: () -> Bool

    public init(
        _ workspace: Workspace, report: @escaping (TrainingEvent) -> Void = { _ in },
        isCancelled: @escaping () -> Bool = { false }
    ) {
        (self.workspace, self.report, self.isCancelled) = (workspace, report, isCancelled)
    }

    /// Trains into a new version of the model named after its architecture.
    ///
    /// - Parameter weights: where the backbone starts from; needed by all but the small CNN.
    public func train(
        _ configuration: TrainingConfiguration, name: String, weights: URL?
    ) throws -> ModelFolder {
        let folder = try ModelStore(workspace).folderForTraining(name, resuming: false)
        var configuration = configuration
        if let weights { configuration.pretrained = try Checksum.sha256(of: weights) }
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        try JSONEncoder.report.encode(configuration).writeWhole(
            to: folder.configurationURL)
        try run(configuration, folder: folder, weights: weights)
        return folder
    }

    /// Goes on with the newest unfinished run of that name.
    public func resume(name: String, weights: URL?) throws -> ModelFolder {
        let folder = try ModelStore(workspace).folderForTraining(name, resuming: true)
        let url = folder.configurationURL
        guard let data = try? Data(contentsOf: url),
            let configuration = try? JSONDecoder().decode(TrainingConfiguration.self, from: data)
        else {
            throw StoredModelError.unusable(
                path: url.path, reason: "cannot be read",
                remedy: "Begin anew, without going on from the last state.")
        }
        let given = try weights.map { try Checksum.sha256(of: $0) }
        guard given == configuration.pretrained else {
            throw StoredModelError.unusable(
                path: weights?.path ?? folder.url.path,
                reason:
                    "the run began with other weights: expected SHA-256 \(configuration.pretrained ?? "none"), "
                    + "found \(given ?? "none")",
                remedy: "Name the same file with --weights.")
        }
        try run(configuration, folder: folder, weights: weights)
        return folder
    }

    private func run(_ configuration: TrainingConfiguration, folder: ModelFolder, weights: URL?) throws {
        _ = try configuration.device.checked()
        let photos = try workspace.labelledPhotos(.train, of: configuration.split)
        let classes = ClassLabels(of: photos)
        guard classes.names.count >= 2 else {
            throw TrainingError.examples(
                reason: "\(photos.count) training photos in \(classes.names.count) categories are too few",
                remedy: "Import listings of at least two categories, with photos.")
        }
        let judged = try workspace.labelledPhotos(.validation, of: configuration.split)
        guard judged.contains(where: { classes.names.contains($0.category) }) else {
            let all = try photos + judged + workspace.labelledPhotos(.test, of: configuration.split)
            let groups = Set(all.map(\.group)).count
            throw TrainingError.examples(
                reason:
                    "\(Figures.count(all.count, "photo")) belong to \(Figures.count(groups, "group")) of alike "
                    + "listings, and a group has one part of the split, so validation is empty",
                remedy:
                    "Look at what the split keeps together; listings that share photos or texts are one group."
            )
        }
        let training = try PhotoSet(photos: photos, classes: classes, folders: workspace.photos)
        let validation = try PhotoSet(photos: judged, classes: classes, folders: workspace.photos)
        let classifier = try ImageClassifier(
            configuration.architecture, classCount: classes.names.count,
            fineClassCount: configuration.fineWeight > 0 ? classes.fineNames.count : 0,
            dropout: configuration.dropout, seed: configuration.seed, device: configuration.device)
        if let weights { try PretrainedWeights.load(weights, into: classifier) }
        let scorer = PhotoScorer(classifier, configuration)
        let features = BackboneFeatures(
            scorer: scorer, workspace: workspace.root, weightsHash: configuration.pretrained ?? "scratch")
        let run = try ClassifierTraining(
            configuration, classifier: classifier, classes: classes, training: training,
            validation: validation,
            folder: folder.url, features: features, report: report, isCancelled: isCancelled)
        try run.run()
        try describe(run, folder, scorer)
    }

    /// Calibrates on validation and writes `model.json`, which marks the run as finished.
    private func describe(_ run: ClassifierTraining, _ folder: ModelFolder, _ scorer: PhotoScorer) throws {
        let labels = run.validation.labels
        let logits = try scorer.logits(
            of: run.validation, progress: { report(.judging(done: $0, of: $1)) }, isCancelled: isCancelled)
        let scaling = try TemperatureScaling.fit(logits: logits, labels: labels)
        let predictions = try Predictions(
            probabilities: scaling.apply(logits: logits), labels: labels, classes: run.classes.names)
        let metrics = ClassificationMetrics(predictions)
        var counts = [Double](repeating: 0, count: run.classes.names.count)
        for label in run.training.labels { counts[label] += 1 }
        let description = ModelDescription(
            name: folder.name, version: folder.version, configuration: run.configuration,
            classes: run.classes,
            weightsHash: try Checksum.sha256(of: folder.weightsURL), temperature: scaling.temperature,
            threshold: AbstentionThreshold.fit(predictions),
            prior: counts.map { $0 / Double(max(1, run.training.count)) }, trainingPhotos: run.training.count,
            validationLoss: metrics.logLoss, validationAccuracy: metrics.accuracy, epochs: run.progress.epoch,
            bestEpoch: run.progress.bestEpoch)
        try folder.curves(stageNames: run.configuration.stages.map(\.name)).write(into: folder.url)
        try JSONEncoder.report.encode(description).writeWhole(to: folder.descriptionURL)
    }
}
