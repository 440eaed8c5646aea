public import Foundation
public import SoukCatalog

extension ModelFolder {
    /// The curves of the run as far as it has come.
    ///
    /// - Parameter stageNames: of the stages that a record counts, the first one's first.
    public func curves(stageNames: [String]) throws(RecordError) -> TrainingCurves {
        TrainingCurves(model: reference, history: try MetricsRecord.history(at: url), stageNames: stageNames)
    }

    /// The curves of a finished model.
    func curves() throws -> TrainingCurves {
        let stages = try isListing ? ["listing"] : classifierFile().configuration.stages.map(\.name)
        return try curves(stageNames: stages)
    }

    /// Seconds between the first and the last step.
    package var trainingSeconds: Double {
        guard let history = try? MetricsRecord.history(at: url), let first = history.first,
            let last = history.last
        else { return 0 }
        return last.time - first.time
    }

    /// The page that an evaluation writes.
    public var reportURL: URL { url.appendingPathComponent("report.html") }

    /// The figures that an evaluation writes.
    public var evaluationURL: URL { url.appendingPathComponent("evaluation.json") }
}
