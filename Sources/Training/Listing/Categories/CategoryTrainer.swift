import Catalog
import Foundation
import Models
import Tensors

/// Trains the network for categories in `categories/` of a model's folder: first teachers on parts of the
/// training listings, where the run has any, then the network itself.
struct CategoryTrainer {
    let configuration: CategoryTrainingConfiguration
    let seed: UInt64
    let data: ListingTrainingData
    let sizes: ListingModelConfiguration
    /// `categories/`.
    let folder: URL
    /// A sentence encoder as it was published.
    let encoder: () throws -> TextEncoder
    let report: (TrainingEvent) -> Void
    let isCancelled: () -> Bool

    func train() throws -> CategoryExpert {
        let all = Array(0..<data.training.count)
        let teachers = configuration.folds > 1 ? try teachers() : nil
        return try trained(
            .init(listings: all, epochs: configuration.epochs, teachers: teachers), seed: seed, in: folder)
    }

    /// For each training listing what a network says that was trained without it and its group
    /// (out-of-fold targets): they know nothing of a wrong label, and how sure one can be.
    private func teachers() throws -> [[Float]] {
        let parts = Self.folds(of: data.labels.groups, count: configuration.folds, seed: seed)
        var answers = [[Float]](repeating: [], count: parts.count)
        for fold in 0..<configuration.folds {
            let own = folder.appendingPathComponent("teacher-\(fold)")
            let listings = parts.indices.filter { parts[$0] != fold }
            let expert = try trained(
                .init(
                    name: "teacher \(fold + 1) of \(configuration.folds)", listings: listings,
                    epochs: configuration.foldEpochs, teachers: nil),
                seed: seed &+ UInt64(fold + 1), in: own)
            // Calibrated, or the targets would be too timid to teach anything.
            let scaling = try TemperatureScaling.fit(
                logits: expert.logits(of: data.validation),
                labels: data.validationLabels.classes.map(Int.init))
            let held = parts.indices.filter { parts[$0] == fold }
            let rows = try scaling.apply(
                logits: expert.logits(of: data.training, held, isCancelled: isCancelled))
            for (place, row) in zip(held, rows) { answers[place] = row }
        }
        return answers
    }

    private func trained(
        _ task: CategoryTraining.CategoryTask, seed: UInt64, in folder: URL
    ) throws -> CategoryExpert {
        let expert = CategoryExpert(network: try CategoryNetwork(sizes, seed: seed), encoder: try encoder())
        try standardise(expert.network)
        let run = try CategoryTraining(
            configuration, task, seed: seed, expert: expert, data: data, folder: folder, report: report,
            isCancelled: isCancelled)
        try run.run()
        return expert
    }

    private func standardise(_ network: CategoryNetwork) throws {
        let (mean, deviation) = try data.training.photoMoments()
        try network.photoMean.assign(mean)
        try network.photoDeviation.assign(deviation)
    }

    /// Which fold each listing belongs to; a group has one.
    static func folds(of groups: [Int], count: Int, seed: UInt64) -> [Int] {
        var random = SplitMix64(seed: seed)
        let shuffled = Set(groups).sorted().shuffled(using: &random)
        var fold: [Int: Int] = [:]
        for (place, group) in shuffled.enumerated() { fold[group] = place % count }
        return groups.map { fold[$0] ?? 0 }
    }
}
