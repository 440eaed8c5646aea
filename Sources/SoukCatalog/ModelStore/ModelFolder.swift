public import Foundation

/// The folder of one version of a model: `models/<name>/<version>/`.
///
/// A run writes its configuration, record and weights into it, and at its end a description, whose file name tells the
/// kind of the model.
public struct ModelFolder: Sendable {
    public let url: URL
    public let name: String
    public let version: Int

    package static let weightsName = "best.safetensors"

    /// The folder of a version, whether it exists or not.
    ///
    /// - Parameters:
    ///   - url: `models/<name>/<version>/`.
    ///   - name: The model's name.
    ///   - version: From 1.
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
    /// Of a trained ranking model.
    public var rankingURL: URL { url.appendingPathComponent("ranking.json") }

    /// Whether training has come to its end.
    public var isFinished: Bool { isListing || isRanking || Self.exists(descriptionURL) }
    /// Whether this is a finished listing model.
    public var isListing: Bool { Self.exists(listingURL) }
    /// Whether this is a trained ranking model.
    public var isRanking: Bool { Self.exists(rankingURL) }
    /// Whether this is a finished photo classifier.
    public var isClassifier: Bool { isFinished && !isListing && !isRanking }

    /// Whether a run was begun here, and can go on.
    package var isResumable: Bool { !isFinished && Self.exists(configurationURL) }

    private static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }
}
