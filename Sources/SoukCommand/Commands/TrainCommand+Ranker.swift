import ArgumentParser
import Foundation
import SoukCatalog
import SoukEvaluation
import SoukModels
import SoukTraining

extension TrainCommand {
    func validateRanker() throws {
        guard subject == .ranker else {
            if judgements != nil || trainFraction != nil || minutes != nil {
                throw ValidationError(
                    "--judgements, --train-fraction and --minutes are for souk train ranker")
            }
            return
        }
        if hasListingOptions { throw Self.listingOptions }
        if judgements == nil, !resume {
            throw ValidationError("--judgements: a ranker learns from a table of judgements; name one")
        }
        if resume, judgements != nil || trainFraction != nil || minutes != nil {
            throw ValidationError(
                "--resume: the run goes on with the options that it began with; leave them out")
        }
        if let trainFraction, !(trainFraction > 0 && trainFraction <= 1) {
            throw ValidationError("--train-fraction is \(trainFraction); expected more than 0, at most 1")
        }
        if let minutes, !(minutes > 0 && minutes < 100_000) {
            throw ValidationError("--minutes is \(minutes); expected more than 0")
        }
    }

    func trainRanker(
        _ workspace: Workspace, _ model: String, _ goesOn: Bool, _ progress: TrainingProgress
    ) throws -> ModelFolder {
        let encoder = try SentenceEncoder.folder()
        let trainer = RankerTrainer(
            encoder: encoder, report: progress.show, isCancelled: Interruption.isRequested)
        let folder = try ModelStore(workspace).folderForTraining(model, resuming: goesOn)
        if goesOn {
            try trainer.resume(folder)
            return folder
        }
        guard let judgements else { return folder }
        let examples = RankerTrainer.Examples(
            try JudgementTable(url: URL(fileURLWithPath: judgements)),
            split: QuerySplit(trainFraction: trainFraction ?? 0.8))
        var settings = RankerTrainingConfiguration(seed: seed ?? 42)
        if let epochs { settings.epochs = epochs }
        if let batch { settings.pairs = batch }
        settings.seconds = minutes.map { $0 * 60 }
        try trainer.train(settings, on: examples, in: folder)
        return folder
    }
}
