import SoukCatalog
import Foundation
import SoukModels
import SoukTensors

/// `model.json`: what a trained classifier is, and how its outputs become an answer.
public struct ModelDescription: Codable, Sendable {
    public var name: String
    public var version: Int
    public var configuration: TrainingConfiguration
    public var classes: ClassLabels
    /// SHA-256 of `best.safetensors`: the model's identity in indexes and caches.
    public var weightsHash: String
    /// Divides the logits; fitted on validation (Guo et al. 2017).
    public var temperature: Double
    /// Probability from which on an answer is given; nil where validation found none that is good enough.
    public var threshold: AbstentionThreshold
    /// Share of each class in the training photos.
    public var prior: [Double]
    public var trainingPhotos: Int
    public var validationLoss: Double
    public var validationAccuracy: Double
    public var epochs: Int
    public var bestEpoch: Int
}

/// The folder of one version of a model: `models/<name>/<version>/`.
public struct ModelFolder: Sendable {
    public let url: URL
    public let name: String
    public let version: Int

    static let weightsName = "best.safetensors"
    static let descriptionName = "model.json"

    public var weightsURL: URL { url.appendingPathComponent(Self.weightsName) }
    /// The curves of a ranking model.
    public var rankingURL: URL { url.appendingPathComponent("ranking.json") }
    /// Whether it orders search results.
    public var isRanking: Bool { FileManager.default.fileExists(atPath: rankingURL.path) }
    var configurationURL: URL { url.appendingPathComponent("config.json") }
    public var descriptionURL: URL { url.appendingPathComponent(Self.descriptionName) }

    /// Whether training has come to its end.
    public var isFinished: Bool {
        isListing || isRanking || FileManager.default.fileExists(atPath: descriptionURL.path)
    }

    /// Whether a run was begun here, and can go on.
    var isResumable: Bool { !isFinished && FileManager.default.fileExists(atPath: configurationURL.path) }

    public func description() throws(TrainingError) -> ModelDescription {
        do {
            return try JSONDecoder().decode(ModelDescription.self, from: Data(contentsOf: descriptionURL))
        } catch {
            throw .model(
                path: descriptionURL.path, reason: "cannot be read: \(error)",
                remedy: "Train the model again: souk train \(name).")
        }
    }
}

/// The models of a workspace.
public struct ModelStore: Sendable {
    public let root: URL

    public init(_ workspace: Workspace) { root = workspace.models }

    /// All versions of a model, oldest first.
    public func versions(of name: String) -> [ModelFolder] {
        let folder = root.appendingPathComponent(name, isDirectory: true)
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return entries.compactMap { Int($0) }.sorted().map { version($0, of: name) }
    }

    /// Names of all models, sorted.
    public func names() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()
            .filter { !versions(of: $0).isEmpty }
    }

    /// The version asked for, `cnn/2`; for `cnn` the promoted one, or else the newest that is finished.
    public func finished(_ reference: String) throws(TrainingError) -> ModelFolder {
        let parts = reference.split(separator: "/", maxSplits: 1).map(String.init)
        let (name, wanted) = (parts.first ?? reference, parts.count > 1 ? Int(parts[1]) : nil)
        if parts.count == 1, let promoted = try promoted(name) { return promoted }
        let finished = versions(of: name).filter {
            $0.isFinished && (parts.count == 1 || $0.version == wanted)
        }
        if let newest = finished.last { return newest }
        let known = names().filter { versions(of: $0).contains(where: \.isFinished) }
        throw .model(
            path: root.appendingPathComponent(reference).path,
            reason: "there is no finished model of that name",
            remedy: known.isEmpty
                ? "Train one: souk train cnn." : "Trained here: \(known.joined(separator: ", ")).")
    }

    /// Whether a run of that name was begun and not finished.
    public func hasUnfinished(_ name: String) -> Bool { versions(of: name).contains { $0.isResumable } }

    /// The folder for a new run, or that of the newest unfinished one.
    public func folderForTraining(_ name: String, resuming: Bool) throws(TrainingError) -> ModelFolder {
        let versions = versions(of: name)
        guard resuming else { return version((versions.last?.version ?? 0) + 1, of: name) }
        if let unfinished = versions.last(where: \.isResumable) { return unfinished }
        throw .model(
            path: root.appendingPathComponent(name).path, reason: "there is no unfinished run to resume",
            remedy: "Begin one: souk train \(name).")
    }

    private func version(_ version: Int, of name: String) -> ModelFolder {
        ModelFolder(
            url: root.appendingPathComponent("\(name)/\(version)", isDirectory: true), name: name,
            version: version)
    }
}
