public import Foundation
public import SoukCatalog
import SoukEvaluation

/// One page about a workspace: what was imported, what was learned, some photos put to use, and links to
/// the pages behind it.
public struct WorkspaceReport {
    let workspace: Workspace
    private let photos: [DemoReport.ClassifiedPhoto]

    /// - Parameter photos: some of the workspace's photos with what a model says of them.
    public init(_ workspace: Workspace, photos: [DemoReport.ClassifiedPhoto] = []) {
        (self.workspace, self.photos) = (workspace, photos)
    }

    /// Writes `reports/index.html`, and `reports/import.html` beside it.
    public func write() throws -> URL {
        let imported = try ImportReport(workspace)
        let importPage = try imported.write(into: workspace)
        let page = importPage.deletingLastPathComponent().appendingPathComponent("index.html")
        let folders = newestFinished()
        let report = DemoReport(
            title: workspace.root.lastPathComponent, imported: imported,
            models: try folders.compactMap(model),
            photos: photos, links: links(importPage, folders))
        try Data(report.html().utf8).writeWhole(to: page)
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
            curves: try folder.curves(),
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
}
