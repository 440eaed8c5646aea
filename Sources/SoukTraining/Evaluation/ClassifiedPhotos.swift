import Foundation
public import SoukCatalog
import SoukInference
import SoukRanking
public import SoukReports

/// Photos with what a model says of them, for a report about a workspace.
public enum ClassifiedPhotos {
    /// A few photos of the test part with the best model's answers.
    public static func some(of workspace: Workspace, count: Int = 6) throws -> [DemoReport.ClassifiedPhoto] {
        guard let folder = try? ModelStore(workspace).best() else { return [] }
        let model = try TrainedClassifier(folder)
        let test = try workspace.labelledPhotos(.test, of: model.description.configuration.split)
        let chosen = stride(from: 0, to: test.count, by: max(1, test.count / count)).prefix(count).map {
            test[$0]
        }
        let inputs = chosen.map { PhotoInput.file(workspace.photos.url(id: $0.photoID, size: .large).path) }
        var answers: [PhotoAnswer] = []
        try PhotoClassification(model).run(inputs) { answers += $0 }
        return zip(chosen, answers).compactMap { photo, answer in
            guard let category = answer.category, let probability = answer.probability,
                let picture = Thumbnail.of(photo, in: workspace.photos, caption: "in truth \(photo.category)")
            else { return nil }
            let guesses =
                [(category, probability)] + answer.alternatives.map { ($0.category, $0.probability) }
            return DemoReport.ClassifiedPhoto(
                photo: picture, guesses: guesses.map { .init(category: $0.0, probability: $0.1) },
                isSure: answer.isSure)
        }
    }
}
