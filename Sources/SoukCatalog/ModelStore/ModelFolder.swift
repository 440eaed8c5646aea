import Foundation

/// The folder of one version of a model: `models/<name>/<version>/`.
///
/// A run writes its configuration, record and weights into it, and at its end a description, whose file name tells the
/// kind of the model.
public struct ModelFolder: Sendable {
    public let url: URL
    public let name: String
    public let version: Int

    package static let weightsName = "best.safetensors"

    /// - Parameter url: `models/<name>/<version>/`.
    public init(url: URL, name: String, version: Int) {
        (self.url, self.name, self.version) = (url, name, version)
    }

    /// `listing/2`.
    public var reference: String { "\(name)/\(version)" }

    public var weightsURL: URL { url.appendingPathComponent(Self.weightsName) }
    package var configurationURL: URL { url.appendingPathComponent("config.json") }
    /// Of a finished photo classifier.
    public var descriptionURL: URL { url.appendingPathComponent("model.json") }
    /// Of a finished listing model.
    public var listingURL: URL { url.appendingPathComponent("listing.json") }
    /// Of a finished ranker.
    public var rankerURL: URL { url.appendingPathComponent("ranker.json") }

    /// Whether training has come to its end.
    public var isFinished: Bool { isListing || isRanker || Self.exists(descriptionURL) }
    /// Whether this is a finished listing model.
    public var isListing: Bool { Self.exists(listingURL) }
    /// Whether this is a finished ranker.
    public var isRanker: Bool { Self.exists(rankerURL) }
    /// Whether this is a finished photo classifier.
    public var isClassifier: Bool { isFinished && !isListing && !isRanker }

    /// Whether a run was begun here, and can go on.
    package var isResumable: Bool { !isFinished && Self.exists(configurationURL) }

    private static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }
}
