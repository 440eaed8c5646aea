import SoukCatalog
import Foundation

extension ModelFolder {
    /// The curves of the run as far as it has come.
    public func curves(_ configuration: TrainingConfiguration) throws(TrainingError) -> TrainingCurves {
        let history = try RunRecord.history(at: url)
        var stages: [TrainingCurves.Stage] = []
        for record in history {
            guard let epoch = record.epoch, let stage = record["stage"].map({ Int($0) }),
                configuration.stages.indices.contains(stage)
            else { continue }
            let name = configuration.stages[stage].name
            if stages.last?.name != name { stages.append(.init(firstEpoch: epoch, name: name)) }
        }
        return TrainingCurves(model: "\(name)/\(version)", history: history, stages: stages)
    }

    /// Seconds between the first and the last step.
    var trainingSeconds: Double {
        guard let history = try? RunRecord.history(at: url), let first = history.first,
            let last = history.last
        else { return 0 }
        return last.time - first.time
    }

    /// The page that `souk evaluate` writes.
    public var reportURL: URL { url.appendingPathComponent("report.html") }

    /// The figures that `souk evaluate` writes.
    public var evaluationURL: URL { url.appendingPathComponent("evaluation.json") }
}

extension ModelStore {
    /// The finished model with the smallest log-loss on validation: the one to use unless told otherwise.
    public func best() throws(TrainingError) -> ModelFolder {
        var best: (folder: ModelFolder, loss: Double)?
        for folder in names().flatMap(versions(of:))
        where folder.isFinished && !folder.isListing && !folder.isRanking {
            let loss = try folder.description().validationLoss
            if loss < best?.loss ?? .infinity { best = (folder, loss) }
        }
        if let best { return best.folder }
        throw .model(
            path: root.path, reason: "there is no finished model", remedy: "Train one: souk train cnn.")
    }
}
