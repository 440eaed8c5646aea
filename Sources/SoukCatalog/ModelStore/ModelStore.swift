public import Foundation

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
    public func finished(_ reference: String) throws(StoredModelError) -> ModelFolder {
        let parts = reference.split(separator: "/", maxSplits: 1).map(String.init)
        let (name, wanted) = (parts.first ?? reference, parts.count > 1 ? Int(parts[1]) : nil)
        if parts.count == 1, let promoted = try promoted(name) { return promoted }
        let finished = versions(of: name).filter {
            $0.isFinished && (parts.count == 1 || $0.version == wanted)
        }
        if let newest = finished.last { return newest }
        let known = names().filter { versions(of: $0).contains(where: \.isFinished) }
        throw .missing(
            path: root.appendingPathComponent(reference).path,
            reason: "there is no finished model of that name",
            remedy: known.isEmpty
                ? "Train one first." : "Trained here: \(known.joined(separator: ", ")).")
    }

    /// Whether a run of that name was begun and not finished.
    public func hasUnfinished(_ name: String) -> Bool { versions(of: name).contains { $0.isResumable } }

    /// The folder for a new run, or that of the newest unfinished one.
    public func folderForTraining(_ name: String, resuming: Bool) throws(StoredModelError) -> ModelFolder {
        let versions = versions(of: name)
        guard resuming else { return version((versions.last?.version ?? 0) + 1, of: name) }
        if let unfinished = versions.last(where: \.isResumable) { return unfinished }
        throw .missing(
            path: root.appendingPathComponent(name).path, reason: "there is no unfinished run to resume",
            remedy: "Begin a new one.")
    }

    private func version(_ version: Int, of name: String) -> ModelFolder {
        ModelFolder(
            url: root.appendingPathComponent("\(name)/\(version)", isDirectory: true), name: name,
            version: version)
    }
}
