import Foundation

/// `models/<name>/current.json`: which version of a model is in use, and which were before.
///
/// The file is replaced by one rename, so a version is in use or it is not, also when the machine stops.
struct CurrentVersion: Codable, Equatable {
    var version: Int
    /// Those in use before, the latest last.
    var previous: [Int]

    static let fileName = "current.json"

    /// Nil where nothing was promoted yet.
    static func read(_ folder: URL) throws(StoredModelError) -> CurrentVersion? {
        let url = folder.appendingPathComponent(fileName)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        do {
            return try JSONDecoder().decode(CurrentVersion.self, from: Data(contentsOf: url))
        } catch {
            throw .unusable(
                path: url.path, reason: "does not say which version is in use",
                remedy: "Promote a version of \(folder.lastPathComponent) again.")
        }
    }

    func write(_ folder: URL) throws(StoredModelError) {
        let url = folder.appendingPathComponent(Self.fileName)
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            try encoder.encode(self).writeWhole(to: url)
        } catch {
            throw .unusable(
                path: url.path, reason: "cannot be written: \(error.localizedDescription)",
                remedy: "Check that you may write there and that there is space.")
        }
    }
}

extension ModelStore {
    /// The version in use by promotion; nil where nothing was promoted.
    public func promoted(_ name: String) throws(StoredModelError) -> ModelFolder? {
        guard let current = try CurrentVersion.read(folder(of: name)) else { return nil }
        return try finished("\(name)/\(current.version)")
    }

    /// A finished version by name and number, or the newest of that name, whatever is in use.
    public func finishedVersion(_ reference: String) throws(StoredModelError) -> ModelFolder {
        if !reference.contains("/"), let newest = versions(of: reference).last(where: { $0.isFinished }) {
            return newest
        }
        return try finished(reference)
    }

    /// Puts a finished version in use. The one before stays known, for ``rollback(_:)``.
    public func promote(_ folder: ModelFolder) throws(StoredModelError) {
        guard folder.isFinished else {
            throw .unusable(
                path: folder.url.path, reason: "its training has not come to its end",
                remedy: "Resume it, or promote another version.")
        }
        // A damaged record is what promotion mends.
        let before: CurrentVersion?
        do { before = try CurrentVersion.read(self.folder(of: folder.name)) } catch { before = nil }
        // Without a promoted ranking model, the one that Souk ships was in use, and no version.
        let newest = folder.isRanking ? nil : versions(of: folder.name).last { $0.isFinished }?.version
        let inUse = before?.version ?? newest
        guard before?.version != folder.version else { return }
        var previous = before?.previous ?? []
        if let inUse, inUse != folder.version { previous.append(inUse) }
        try CurrentVersion(version: folder.version, previous: previous).write(self.folder(of: folder.name))
    }

    /// Puts the version that was in use before in use again.
    ///
    /// - Returns: The version that is in use now.
    @discardableResult public func rollback(_ name: String) throws(StoredModelError) -> ModelFolder {
        let back = try wayBack(name)
        try CurrentVersion(version: back.target.version, previous: back.previous).write(folder(of: name))
        return back.target
    }

    /// The version that was in use before; nil where there was none.
    public func previous(_ name: String) throws(StoredModelError) -> ModelFolder? {
        guard let current = try CurrentVersion.read(folder(of: name)), !current.previous.isEmpty else {
            return nil
        }
        return try wayBack(name).target
    }

    /// Takes the version in use out of use, and puts none in its place.
    public func withdraw(_ name: String) throws(StoredModelError) {
        let file = folder(of: name).appendingPathComponent(CurrentVersion.fileName)
        do { try FileManager.default.removeItem(at: file) } catch {
            throw .unusable(
                path: file.path, reason: "cannot be removed: \(error.localizedDescription)",
                remedy: "Check that you may write there.")
        }
    }

    /// The version that ``rollback(_:)`` would put in use.
    public func rollbackTarget(_ name: String) throws(StoredModelError) -> ModelFolder {
        try wayBack(name).target
    }

    private func wayBack(_ name: String) throws(StoredModelError) -> (target: ModelFolder, previous: [Int]) {
        let current = try CurrentVersion.read(folder(of: name))
        var previous = current?.previous ?? []
        while let version = previous.popLast() {
            if let target = versions(of: name).first(where: { $0.version == version && $0.isFinished }) {
                return (target, previous)
            }
        }
        throw .unusable(
            path: folder(of: name).path, reason: "no other version was in use before",
            remedy: "Promote a version of \(name) by its number.")
    }

    private func folder(of name: String) -> URL { root.appendingPathComponent(name, isDirectory: true) }
}
