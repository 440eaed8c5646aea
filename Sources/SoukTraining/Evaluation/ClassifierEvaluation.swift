import Foundation
public import SoukCatalog
public import SoukEvaluation
public import SoukInference
public import SoukReports

/// How good a finished classifier is on photos that it has not seen, by photo and by listing.
public struct ClassifierEvaluation: Sendable {
    public let report: EvaluationReport
    /// The surest mistakes, with their pictures.
    public let mistakes: [Mistake]
    /// Photos of categories that the model does not know, which were not judged, by category.
    public let unknownCategories: [String: Int]

    /// What to judge on.
    public enum Subject: Sendable {
        /// A part of the split that the model was trained on, in its own workspace.
        case part(SplitPart)
        /// All labelled listings of a workspace that the model has never seen.
        case allOf(Workspace)
    }

    /// - Parameters:
    ///   - workspace: the one that the model was trained on.
    ///   - progress: photos judged and to judge.
    /// - Throws: `TrainingError.examples` when there is nothing to judge.
    public init(
        of model: TrainedClassifier, in workspace: Workspace, on subject: Subject,
        progress: (Int, Int) -> Void = { _, _ in }, isCancelled: () -> Bool = { false }
    ) throws {
        let judged: Workspace
        let photos: [LabelledPhoto]
        let names: (split: String, part: String)
        switch subject {
        case .part(let part):
            let split = model.description.configuration.split
            (judged, photos) = (workspace, try workspace.labelledPhotos(part, of: split))
            names = (split.rawValue, part.rawValue)
        case .allOf(let other):
            (judged, photos) = (other, try other.labelledPhotos())
            names = ("workspace", other.root.lastPathComponent)
        }
        let known = Set(model.classes)
        unknownCategories = Dictionary(
            photos.filter { !known.contains($0.category) }.map { ($0.category, 1) }, uniquingKeysWith: +)
        let set = try PhotoSet(
            photos: photos.filter { known.contains($0.category) }, classes: model.description.classes,
            folders: judged.photos)
        let predictions = try Predictions(
            probabilities: model.probabilities(of: set, progress: progress, isCancelled: isCancelled),
            labels: set.labels, classes: model.classes)
        report = try EvaluationReport(
            .init(
                model: model.reference, modelHash: model.description.weightsHash, split: names.split,
                part: names.part),
            predictions: predictions, listings: set.photos.map(\.listingID),
            trainingLabels: model.description.trainingLabels, temperature: model.scaling,
            threshold: model.description.threshold)
        mistakes = try MistakePictures(workspace: judged, photos: set).surest(of: predictions)
    }
}

/// Makes the pictures of confident mistakes.
private struct MistakePictures {
    let workspace: Workspace
    let photos: PhotoSet

    func surest(of predictions: Predictions, limit: Int = 24) throws -> [Mistake] {
        let listings = photos.photos.map(\.listingID)
        return try predictions.mostConfidentMistakes(limit: limit, listings: listings).map { example in
            let photo = photos.photos[example]
            let title = try workspace.listing(photo.listingID)?.listing.title ?? photo.listingID
            return Mistake(
                photo: Thumbnail.of(photo, in: workspace.photos, caption: title), title: title,
                truth: photo.category,
                predicted: predictions.classes[predictions.predicted[example]],
                probability: Double(predictions.confidence(example)))
        }
    }
}

/// Small pictures for reports.
enum Thumbnail {
    /// The picture without its bars, at most 200 pixels on its longer side; nil when its file is gone.
    static func of(_ photo: LabelledPhoto, in folders: PhotoFolders, caption: String) -> ReportPhoto? {
        let frame = photo.frame
        let scale = 200 / max(frame.width, frame.height)
        let (width, height) = (max(1, Int(frame.width * scale)), max(1, Int(frame.height * scale)))
        guard
            let pixels = try? PhotoDecoder.decode(
                folders.url(id: photo.photoID, size: .large), crop: frame, width: width, height: height),
            let bytes = try? pixels.jpeg(quality: 80)
        else { return nil }
        return ReportPhoto(bytes: bytes, caption: caption)
    }
}
