package import Foundation
package import SoukSearch

/// The generations of a workspace's index: `index/<generation>/`, and the file `current`, which names the one
/// that serves.
///
/// A generation is built beside the others under a hidden name, and appears by one rename when it is whole.
/// A switch and a way back are one rename of `current`. Damaged generations are listed with the reason and
/// stand in nobody's way.
package struct IndexGenerations: Sendable {
    package let root: URL

    /// - Parameter root: `Workspace.index`.
    package init(root: URL) { self.root = root }

    /// Every generation, the oldest first, with what is wrong with it.
    ///
    package func list(_ check: GenerationCheck = .opening) throws(RetrievalError) -> [SearchGeneration] {
        let pointer = (try? CurrentGeneration.read(root)).flatMap { $0 }
        let names = try names()
        let target = pointer?.previous.first { names.contains($0) }
        return names.map { name in
            var state = SearchGeneration(
                name: name, isCurrent: name == pointer?.current, isRollbackTarget: name == target)
            do throws(RetrievalError) {
                state.manifest = try ManifestFile.read(IndexFiles(folder: folder(name)))
                if check != .names {
                    let index = try open(name)
                    if check == .everything { try index.check() }
                }
            } catch {
                state.damage = "\(error)"
            }
            return state
        }
    }

    /// The name of the generation that serves; nil before the first.
    package var current: String? {
        get throws(RetrievalError) { try CurrentGeneration.read(root)?.current }
    }

    /// Opens the generation that serves.
    ///
    /// - Throws: `missing` when there is none, `damaged` with the way back.
    package func openCurrent() throws(RetrievalError) -> ListingIndex {
        guard let name = try current else {
            throw .missing(path: root.path, remedy: "Build a generation first.")
        }
        return try open(name)
    }

    /// Opens any generation by its name.
    package func open(_ name: String) throws(RetrievalError) -> ListingIndex {
        let folder = try existing(name)
        let manifest = try ManifestFile.read(IndexFiles(folder: folder))
        let index = try ListingIndex.open(folder)
        guard index.model == manifest.model, index.generation == manifest.generation else {
            throw .damaged(
                path: folder.path, reason: "manifest and database are not of the same generation",
                remedy: "Roll back to the generation before, or build a new one.")
        }
        return index
    }

    /// Lets a generation serve from now on, after a look whether it is whole.
    package func switchTo(_ name: String) throws(RetrievalError) {
        try open(name).check()
        try inTurn { () throws(RetrievalError) in
            _ = try existing(name)
            let old = (try? CurrentGeneration.read(root)).flatMap { $0 }
            guard old?.current != name else { return }
            var previous = (old?.previous ?? []).filter { $0 != name }
            if let old { previous.insert(old.current, at: 0) }
            try durably { try CurrentGeneration(current: name, previous: previous).write(root) }
        }
    }

    /// Lets the generation serve again that served before, the latest that is whole; returns its name.
    @discardableResult package func rollback() throws(RetrievalError) -> String {
        try inTurn(goBack)
    }

    private func goBack() throws(RetrievalError) -> String {
        guard let now = try CurrentGeneration.read(root) else {
            throw .missing(path: root.path, remedy: "Build a generation first.")
        }
        for (place, name) in now.previous.enumerated() where isWhole(name) {
            let back = CurrentGeneration(current: name, previous: Array(now.previous.dropFirst(place + 1)))
            try durably { try back.write(root) }
            return name
        }
        throw .missing(
            path: root.path,
            remedy: "No earlier generation is left to roll back to; build a new one.")
    }

    /// Removes old generations: all but the newest few, the one that serves, and the one that a rollback leads to;
    /// returns their names.
    @discardableResult package func prune(keeping count: Int) throws(RetrievalError) -> [String] {
        guard count >= 0 else {
            throw .request(reason: "keeping \(count) generations", remedy: "Keep 0 or more.")
        }
        return try inTurn { () throws(RetrievalError) in
            let kept = try list(.names).filter { !$0.isCurrent }
            let old = kept.dropLast(count).filter { !$0.isRollbackTarget }.map(\.name)
            for name in old { try remove(folder(name)) }
            for name in try hidden(".removed-") {
                try? FileManager.default.removeItem(at: root.appendingPathComponent(name))
            }
            guard !old.isEmpty, var now = try CurrentGeneration.read(root) else { return old }
            now.previous.removeAll { old.contains($0) }
            try durably { try now.write(root) }
            return old
        }
    }

    /// Removes one generation that does not serve.
    package func remove(_ name: String) throws(RetrievalError) {
        let folder = try existing(name)
        try inTurn { () throws(RetrievalError) in
            guard try current != name else {
                throw .request(
                    reason: "the generation \(name) serves",
                    remedy: "Activate another one first, or roll back.")
            }
            try remove(folder)
            guard var now = try CurrentGeneration.read(root), now.previous.contains(name) else { return }
            now.previous.removeAll { $0 == name }
            try durably { try now.write(root) }
        }
    }

    /// One switch, rollback or removal at a time, over threads and programs: each reads what serves and writes what
    /// serves then.
    private func inTurn<Value>(
        _ body: () throws(RetrievalError) -> Value
    ) throws(RetrievalError) -> Value {
        // Before the first generation there is nothing to take turns about.
        guard FileManager.default.fileExists(atPath: root.path) else { return try body() }
        let lock = try HeldLock(file: root.appendingPathComponent(".switch.lock"))
        defer { lock.release() }
        return try body()
    }

    private func isWhole(_ name: String) -> Bool {
        guard let index = try? open(name) else { return false }
        return (try? index.check()) != nil
    }

    func existing(_ name: String) throws(RetrievalError) -> URL {
        let known = try names()
        guard known.contains(name) else {
            let others = known.isEmpty ? "there is none" : "there are " + known.joined(separator: ", ")
            throw .missing(
                path: root.appendingPathComponent(name).path, remedy: "Name a generation; \(others).")
        }
        return folder(name)
    }

    func folder(_ name: String) -> URL { root.appendingPathComponent(name, isDirectory: true) }

    /// Sorted; names begin with the time they were made at.
    func names() throws(RetrievalError) -> [String] {
        try entries().filter { name in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: folder(name).path, isDirectory: &isFolder)
            return exists && isFolder.boolValue && !name.hasPrefix(".")
        }
    }

    func hidden(_ prefix: String) throws(RetrievalError) -> [String] {
        try entries().filter { $0.hasPrefix(prefix) }
    }

    private func entries() throws(RetrievalError) -> [String] {
        guard FileManager.default.fileExists(atPath: root.path) else { return [] }
        do { return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() } catch {
            throw .io(path: root.path, reason: error.localizedDescription)
        }
    }

    /// First out of sight by one rename, then piece by piece. Whatever is left, the next `prune` removes, of this
    /// program or of another at the same time.
    func remove(_ folder: URL) throws(RetrievalError) {
        let grave = root.appendingPathComponent(".removed-\(UUID().uuidString)", isDirectory: true)
        try durably { try DurableFolder.rename(folder, to: grave) }
        try? FileManager.default.removeItem(at: grave)
    }

    func durably(_ body: () throws -> Void) throws(RetrievalError) {
        do { try body() } catch { throw RetrievalError(wrapping: error, path: root.path) }
    }
}
