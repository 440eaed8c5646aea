import SoukCatalog
import Foundation

/// One page about a workspace: what was imported, what was learned, some photos put to use, and links to
/// the pages behind it.
public struct WorkspaceReport {
    let workspace: Workspace

    public init(_ workspace: Workspace) { self.workspace = workspace }

    /// Writes `reports/index.html`, and `reports/import.html` beside it.
    public func write() throws -> URL {
        let imported = try ImportReport(workspace)
        let importPage = try imported.write(into: workspace)
        let page = importPage.deletingLastPathComponent().appendingPathComponent("index.html")
        let folders = newestFinished()
        let report = DemoReport(
            title: workspace.root.lastPathComponent, imported: imported,
            models: try folders.compactMap(model),
            photos: try classified(), links: links(importPage, folders))
        try Data(report.html().utf8).write(to: page, options: .atomic)
        return page
    }

    private func newestFinished() -> [ModelFolder] {
        let store = ModelStore(workspace)
        return store.names().compactMap { store.versions(of: $0).last(where: \.isFinished) }
    }

    /// Nil for a model that has not been evaluated on the test part.
    private func model(_ folder: ModelFolder) throws -> DemoReport.Model? {
        guard let data = try? Data(contentsOf: folder.evaluationURL) else { return nil }
        return DemoReport.Model(
            evaluation: try JSONDecoder().decode(EvaluationReport.self, from: data),
            curves: try folder.isListing
                ? folder.listingCurves() : folder.curves(folder.description().configuration),
            seconds: folder.trainingSeconds)
    }

    private func links(_ importPage: URL, _ folders: [ModelFolder]) -> [DemoReport.Link] {
        [.init(title: "The import", path: importPage.lastPathComponent)]
            + folders.filter { FileManager.default.fileExists(atPath: $0.reportURL.path) }.map {
                .init(
                    title: "\($0.name), version \($0.version)",
                    path: "../models/\($0.name)/\($0.version)/report.html")
            }
    }

    /// A few photos of the test part with the best model's answers.
    private func classified(count: Int = 6) throws -> [DemoReport.ClassifiedPhoto] {
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
            return .init(
                photo: picture, guesses: guesses.map { .init(category: $0.0, probability: $0.1) },
                isSure: answer.isSure)
        }
    }
}
