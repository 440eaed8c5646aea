import Foundation
import SoukCatalog
import SoukInference
import SoukModels
import SoukTensors

/// Trains the networks for categories, one after the other, each in a folder of its own below `categories/`, and
/// each, where there are several, without another fold of validation.
struct CategoryTrainer {
    let configuration: CategoryTrainingConfiguration
    let reader: TextEncoder.Pretrained
    let seed: UInt64
    let data: ListingTrainingData
    let holdout: ListingFolds
    let sizes: ListingModelConfiguration
    let folder: ModelFolder
    let report: (TrainingEvent) -> Void
    let isCancelled: () -> Bool

    /// A run that was stopped goes on; a network that is finished is loaded.
    func train() throws -> [CategoryExpert] {
        let (mean, deviation) = try data.training.photoMoments()
        let count = max(1, configuration.experts)
        return try (0..<count).map { number in
            let own = seed &+ UInt64(number)
            let expert = CategoryExpert(
                network: try CategoryNetwork(sizes, seed: own),
                encoder: try reader.load().encoder, frozenLayers: configuration.frozenLayers)
            try expert.network.photoMean.assign(mean)
            try expert.network.photoDeviation.assign(deviation)
            let run = try CategoryTraining(
                configuration, stage: stage(number), seed: own, expert: expert,
                data: CategoryTrainingData(data, without: number, of: count, holdout),
                folder: folder.categoriesURL(number), report: report, isCancelled: isCancelled)
            try run.run()
            return expert
        }
    }

    private func stage(_ number: Int) -> String {
        configuration.experts > 1 ? "categories \(number + 1) of \(configuration.experts)" : "categories"
    }
}
