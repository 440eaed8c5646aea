import Foundation
import SoukCatalog
import SoukNeural
import SoukTensors

/// Where a run stands, apart from its tensors.
struct TrainingProgress: Codable, Equatable {
    var stage = 0
    /// Finished epochs of the stage, and of the run.
    var stageEpoch = 0
    var epoch = 0
    /// Finished batches of the epoch under way.
    var batch = 0
    /// Optimiser steps of the run.
    var step = 0
    /// Sums over the photos of the epoch under way.
    var lossSum = 0.0
    var correct = 0
    var seen = 0
    var bestLoss: Double?
    var bestEpoch = 0
    /// Of the stage: a first epoch with many layers unfrozen is rarely better than the stage before.
    var stageBestLoss: Double?
    /// Epochs since the stage's best one.
    var epochsWithoutGain = 0
    var isFinished = false
}

/// Everything that the next step depends on, in one file, so that it can never be half there.
struct Checkpoint {
    var progress: TrainingProgress
    var model: [String: TensorBlob]
    var optimiser: [String: TensorBlob]
    var average: [String: TensorBlob]
    var generator: TensorBlob

    /// Writes `last.safetensors` atomically, and `last.json` beside it for people to read.
    func write(to folder: URL) throws {
        var tensors = ["generator": generator]
        for (path, blob) in model { tensors["model/\(path)"] = blob }
        for (path, blob) in optimiser { tensors["optimiser/\(path)"] = blob }
        for (path, blob) in average { tensors["average/\(path)"] = blob }
        let json = try JSONEncoder.report.encode(progress)
        try Safetensors.write(
            tensors, metadata: ["progress": String(decoding: json, as: UTF8.self)], to: Self.url(in: folder))
        try json.writeWhole(to: folder.appendingPathComponent("last.json"))
    }

    /// The last checkpoint in a folder; nil when there is none.
    static func read(from folder: URL) throws -> Checkpoint? {
        let url = url(in: folder)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let file = try Safetensors.read(url)
        guard let text = file.metadata["progress"], let generator = file.tensors["generator"],
            let progress = try? JSONDecoder().decode(TrainingProgress.self, from: Data(text.utf8))
        else {
            throw TensorError.file(
                path: url.path, reason: "is no checkpoint of a training run",
                remedy: "Train into a new folder.")
        }
        return Checkpoint(
            progress: progress, model: file.part("model/"), optimiser: file.part("optimiser/"),
            average: file.part("average/"), generator: generator)
    }

    private static func url(in folder: URL) -> URL { folder.appendingPathComponent("last.safetensors") }
}

extension SafetensorsFile {
    fileprivate func part(_ prefix: String) -> [String: TensorBlob] {
        var part: [String: TensorBlob] = [:]
        for (name, blob) in tensors where name.hasPrefix(prefix) {
            part[String(name.dropFirst(prefix.count))] = blob
        }
        return part
    }
}
