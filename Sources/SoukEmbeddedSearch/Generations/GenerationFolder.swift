import Foundation
import SoukSearch

/// A generation under a hidden name: checked, closed, and on disk before it is seen under its own.
final class GenerationFolder: Sendable {
    let index: ListingIndex
    private let folder: URL
    private let target: URL
    private let madeBy: String
    private let madeAt: Date
    /// Held until nobody has the draft any more.
    private let lock: HeldLock

    init(index: ListingIndex, folder: URL, target: URL, madeBy: String, madeAt: Date, lock: HeldLock) {
        self.index = index
        self.folder = folder
        self.target = target
        self.madeBy = madeBy
        self.madeAt = madeAt
        self.lock = lock
    }

    func finish() throws -> IndexManifest {
        do {
            try index.check()
            let manifest = IndexManifest(
                generation: index.generation, schema: IndexSchema.version, model: index.model,
                count: try index.count, madeBy: madeBy, madeAt: Int(madeAt.timeIntervalSince1970))
            try index.close()
            try ManifestFile.write(manifest, IndexFiles(folder: folder))
            try DurableFolder.synchroniseTree(folder)
            try DurableFolder.rename(folder, to: target)
            lock.release()
            return manifest
        } catch {
            discard()
            throw error
        }
    }

    func discard() {
        try? FileManager.default.removeItem(at: folder)
        lock.release()
    }
}
