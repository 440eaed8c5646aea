public import Foundation
import SoukCatalog
import SoukEvaluation
public import SoukInference
import SoukReports

extension ClassifierEvaluation {
    /// The report, what was left out, and where the page is.
    public struct Summary: Encodable {
        let evaluation: ClassifierEvaluation
        /// The page that was written.
        public let page: URL

        enum CodingKeys: String, CodingKey {
            case unknownCategories = "unknown_categories"
            case page = "report"
        }

        public func encode(to encoder: any Encoder) throws {
            try evaluation.report.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(evaluation.unknownCategories, forKey: .unknownCategories)
            try container.encode(page.path, forKey: .page)
        }
    }

    /// Writes the page, the figures as JSON and the pictures into the model's folder; what was judged on
    /// other photos than the test part has that in its names.
    ///
    /// - Parameter page: where the page goes instead.
    public func write(for model: TrainedClassifier, page: URL? = nil) throws -> Summary {
        let suffix =
            switch report.split {
            case "workspace": "-on-\(report.part)"
            default: report.part == "test" ? "" : "-\(report.part)"
            }
        let folder = model.folder.url
        let page = page ?? folder.appendingPathComponent("report\(suffix).html")
        let curves = try model.folder.curves(
            stageNames: model.description.configuration.stages.map(\.name))
        try FileManager.default.createDirectory(
            at: page.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(report.html(curves: curves, mistakes: mistakes).utf8).writeWhole(to: page)
        try Data(report.json().utf8).writeWhole(
            to: folder.appendingPathComponent("evaluation\(suffix).json"))
        if suffix.isEmpty { try report.writePictures(into: folder) }
        return Summary(evaluation: self, page: page)
    }
}
