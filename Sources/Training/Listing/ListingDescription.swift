import Catalog
import Foundation
import Models

/// `listing.json`: what a trained listing model is, and how its outputs become an answer.
public struct ListingDescription: Codable, Sendable {
    public var name: String
    public var version: Int
    public var configuration: ListingTrainingConfiguration
    public var model: ListingModelConfiguration
    public var categories: CategoryNames
    /// SHA-256 of `best.safetensors`.
    public var weightsHash: String
    /// Divides the logits; fitted on validation (Guo et al. 2017).
    public var temperature: Double
    /// Probability from which on an answer is given; nil where validation found none that is good enough.
    public var threshold: AbstentionThreshold
    /// Training listings by class.
    public var trainingCounts: [Int]
    public var validationLoss: Double
    public var validationAccuracy: Double
    public var epochs: Int
    public var bestEpoch: Int

    /// SHA-256 over the weights and those of the encoders: vectors of two identities are never compared.
    public var identity: String {
        Checksum.sha256(
            [weightsHash, configuration.textHash, configuration.photoHash ?? "none"].joined(separator: " "))
    }

    var trainingLabels: [Int] {
        trainingCounts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    }
}

extension ModelFolder {
    static let listingName = "listing.json"
    public var listingURL: URL { url.appendingPathComponent(Self.listingName) }
    /// The photo backbone of a listing model that does not use ImageNet's weights.
    var photoWeightsURL: URL { url.appendingPathComponent("photos.safetensors") }

    /// Whether this is a finished listing model.
    public var isListing: Bool { FileManager.default.fileExists(atPath: listingURL.path) }

    /// Whether a listing model was, or is being, trained here.
    var isListingRun: Bool {
        (try? JSONDecoder().decode(
            ListingTrainingConfiguration.self, from: Data(contentsOf: configurationURL))) != nil
    }

    public func listingDescription() throws(TrainingError) -> ListingDescription {
        do {
            return try JSONDecoder().decode(ListingDescription.self, from: Data(contentsOf: listingURL))
        } catch {
            throw .model(
                path: listingURL.path, reason: "cannot be read as a listing model: \(error)",
                remedy: "Train one: souk train listing.")
        }
    }
}
