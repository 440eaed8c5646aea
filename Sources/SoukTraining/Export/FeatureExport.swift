public import Foundation
public import SoukCatalog
public import SoukInference
import SoukTensors

/// A backbone's vectors of all usable photos, without the last layer, as files for other programs.
public struct FeatureExport: Sendable, Codable, Equatable {
    /// `cnn/1`.
    public var model: String
    /// SHA-256 of the weights.
    public var modelHash: String
    public var count: Int
    /// Length of a vector.
    public var width: Int
    /// Names of the files in the folder.
    public var files = ["features.npy", "features.safetensors", "photos.csv"]

    enum CodingKeys: String, CodingKey {
        case model, count, width, files
        case modelHash = "model_hash"
    }

    /// Writes `features.npy` and `features.safetensors` (`[photos, width]`, float32), `photos.csv` (which
    /// photo is in which row), and `features.json` (this).
    ///
    /// - Throws: `TrainingError.examples` when there are no photos; `interrupted`, after which the vectors
    ///   computed so far are in the workspace's cache.
    public init(
        of model: TrainedClassifier, in workspace: Workspace, to folder: URL,
        progress: (Int, Int) -> Void = { _, _ in }, isCancelled: () -> Bool = { false }
    ) throws {
        let stored = try workspace.usablePhotos()
        guard !stored.isEmpty else {
            throw TrainingError.examples(
                reason: "\(workspace.root.path) has no usable photos",
                remedy: "Import listings with photos.")
        }
        let photos = PhotoSet(unlabelled: stored, folders: workspace.photos)
        let scorer = model.scorer
        let cache = FeatureCache(
            workspace: workspace.root, weightsHash: model.description.weightsHash, pixels: scorer.pixels)
        let features = try cache.features(
            of: photos, pixels: scorer.pixels, compute: scorer.features, progress: progress,
            isCancelled: isCancelled)
        (self.model, modelHash) = (model.reference, model.description.weightsHash)
        (count, width) = (features.shape[0], features.shape[1])
        let blob = try features.blob()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try NumpyFile.write(blob, to: folder.appendingPathComponent("features.npy"))
        try Safetensors.write(
            ["features": blob], metadata: ["model": self.model, "model_hash": modelHash],
            to: folder.appendingPathComponent("features.safetensors"))
        try Data(Self.table(stored).utf8).writeWhole(
            to: folder.appendingPathComponent("photos.csv"))
        try JSONEncoder.report.encode(self).writeWhole(
            to: folder.appendingPathComponent("features.json"))
    }

    /// One line a vector, in the order of the vectors.
    private static func table(_ photos: [StoredPhoto]) -> String {
        let lines = photos.enumerated().map { row, photo in
            [String(row), photo.id, photo.listingID ?? "", photo.contentHash ?? ""].map(quoted).joined(
                separator: ",")
        }
        return (["row,photo,listing,sha256"] + lines).joined(separator: "\n") + "\n"
    }

    private static func quoted(_ field: String) -> String {
        field.contains { ",\"\r\n".contains($0) }
            ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
    }
}
