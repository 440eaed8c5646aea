package import Foundation
package import SoukSearch

/// Fills a new generation in batches, in constant memory.
package struct GenerationBuilder: Sendable {
    let index: ListingIndex

    /// One transaction; a few hundred to a thousand listings at a time are best.
    package func add(_ listings: [IndexedListing]) throws(RetrievalError) { try index.fill(listings) }
}

extension IndexGenerations {
    private static let unfinished = ".building-"

    /// Builds a generation beside the others; it does not serve before `switchTo`.
    ///
    /// A build that throws or is killed leaves nothing that counts: the next build begins anew and clears away.
    /// - Returns: The manifest of what was built.
    @discardableResult package func build(
        model: IndexModel, madeBy: String, now: Date = Date(),
        _ fill: (GenerationBuilder) throws -> Void
    ) throws -> IndexManifest {
        let draft = try begin(model: model, madeBy: madeBy, now: now)
        do {
            try fill(GenerationBuilder(index: draft.index))
            try draft.index.compact()
            return try draft.finish()
        } catch {
            draft.discard()
            throw error
        }
    }

    /// Copies an index as it is at this moment to a generation of its own, while others go on reading it.
    @discardableResult package func snapshot(
        of index: ListingIndex, madeBy: String, now: Date = Date()
    ) throws -> IndexManifest {
        try begin(madeBy: madeBy, now: now) { folder, name in
            try index.copy(to: folder, generation: name)
            return try ListingIndex.open(folder)
        }.finish()
    }

    /// Begins a generation that nobody sees before it is finished, and holds the folder until then: one build at a
    /// time, over threads and programs.
    func begin(model: IndexModel, madeBy: String, now: Date = Date()) throws -> GenerationFolder {
        try begin(madeBy: madeBy, now: now) { folder, name in
            let index = try ListingIndex.create(at: folder, generation: name, model: model)
            try index.synchroniseAtTheEnd()
            return index
        }
    }

    private func begin(
        madeBy: String, now: Date, _ make: (URL, String) throws -> ListingIndex
    ) throws -> GenerationFolder {
        try durably { try DurableFolder.create(root) }
        let lock = try HeldLock(file: root.appendingPathComponent(".build.lock"))
        try clearUnfinished()
        let name = GenerationName.next(
            at: Int(now.timeIntervalSince1970 * 1000), after: try names())
        let folder = root.appendingPathComponent(Self.unfinished + name, isDirectory: true)
        do {
            return GenerationFolder(
                index: try make(folder, name), folder: folder, target: self.folder(name), madeBy: madeBy,
                madeAt: now, lock: lock)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    private func clearUnfinished() throws(RetrievalError) {
        for name in try hidden(Self.unfinished) { try remove(root.appendingPathComponent(name)) }
    }
}
