public import Foundation
public import SoukCatalog
public import SoukModels

/// Public ImageNet weights: what their file is called, how it is recognised, and where it comes from.
public struct PublicWeights: Sendable, Equatable {
    public let architecture: Architecture
    public let fileName: String
    /// SHA-256 in hexadecimal: all of it, or the first digits that the publisher states.
    public let sha256: String
    /// Where the publisher keeps the file; nil for those that `Scripts/bootstrap` brings.
    public let source: URL?

    public static let all = [
        PublicWeights(
            .efficientnetLite0, "efficientnet-lite0.pth",
            sha256: "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"),
        PublicWeights(
            .efficientnetLite2, "efficientnet-lite2.pth",
            sha256: "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"),
        PublicWeights(
            .resnet18, "resnet18-f37072fd.pth", sha256: "f37072fd",
            source: "https://download.pytorch.org/models/resnet18-f37072fd.pth"),
        PublicWeights(
            .resnet50, "resnet50-0676ba61.pth",
            sha256: "0676ba61b6795bbe1773cffd859882e5e297624d384b6993f7c9e683e722fb8a",
            source: "https://download.pytorch.org/models/resnet50-0676ba61.pth"),
    ]

    private init(_ architecture: Architecture, _ fileName: String, sha256: String, source: String? = nil) {
        (self.architecture, self.fileName, self.sha256) = (architecture, fileName, sha256)
        self.source = source.flatMap { URL(string: $0) }
    }

    public static func of(_ architecture: Architecture) -> PublicWeights? {
        all.first { $0.architecture == architecture }
    }

    /// The file on this machine: in the workspace's `weights`, else where `Scripts/bootstrap` puts it.
    public func find(in workspace: URL) -> URL? {
        let own = Self.folder(of: workspace).appendingPathComponent(fileName)
        return FileManager.default.fileExists(atPath: own.path) ? own : Assets.file("weights/\(fileName)")
    }

    /// The weights that a training starts from; nil for a network that needs none.
    ///
    /// - Throws: `StoredModelError.weightsMissing` when there are none, with what to do.
    public static func required(
        for architecture: Architecture, in workspace: URL
    ) throws(StoredModelError) -> URL? {
        guard let weights = of(architecture) else { return nil }
        if let url = weights.find(in: workspace) { return url }
        throw .weightsMissing(architecture: architecture.rawValue, remedy: weights.remedy)
    }

    /// Copies a file into the workspace's `weights` when it is the right one.
    ///
    /// - Returns: where it is now.
    public func install(_ file: URL, in workspace: URL) throws -> URL {
        let found = try Checksum.sha256(of: file)
        guard found.hasPrefix(sha256) else {
            throw StoredModelError.unusable(
                path: file.path,
                reason: "this is not \(fileName): expected SHA-256 \(sha256), found \(found)",
                remedy: "Take the publisher's file, unchanged\(source.map { ": \($0)" } ?? "").")
        }
        let folder = Self.folder(of: workspace)
        let target = folder.appendingPathComponent(fileName)
        let unfinished = folder.appendingPathComponent(".\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: file, to: unfinished)
        guard rename(unfinished.path, target.path) == 0 else {
            try? FileManager.default.removeItem(at: unfinished)
            throw StoredModelError.unusable(
                path: target.path, reason: String(cString: strerror(errno)).lowercased(),
                remedy: "Check that you may write to the folder.")
        }
        return target
    }

    private static func folder(of workspace: URL) -> URL {
        workspace.appendingPathComponent("weights", isDirectory: true)
    }

    private var remedy: String {
        source == nil
            ? "Scripts/bootstrap brings \(fileName); or name a file of these weights."
            : "Fetch \(fileName) (Scripts/bootstrap brings EfficientNet-Lite weights only), or name a file of "
                + "these weights."
    }
}
