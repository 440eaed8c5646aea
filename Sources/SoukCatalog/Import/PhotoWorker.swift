import Dispatch
import Foundation
import Synchronization

/// Cleans photos on all cores; knows nothing of the database.
struct PhotoWorker: Sendable {
    let cleaner: PhotoCleaner
    let folders: PhotoFolders
    let ahead: PhotosAhead?

    /// The results in the order of the tasks, which outlive a loss of power; blocks until all are done.
    ///
    /// - Throws: `io` where a clean photo cannot be written.
    func clean(_ tasks: [PhotoTask]) throws(CatalogError) -> [PhotoResult] {
        let results = Mutex<[Int: Result<PhotoResult, CatalogError>]>([:])
        DispatchQueue.concurrentPerform(iterations: tasks.count) { index in
            let result = Result { () throws(CatalogError) in try clean(tasks[index]) }
            results.withLock { $0[index] = result }
        }
        let cleaned = results.withLock { found in tasks.indices.compactMap { found[$0] } }
        let done = try cleaned.map { (result) throws(CatalogError) in try result.get() }
        try folders.synchronise(done.filter(\.isWritten).map(\.task.id))
        return done
    }

    private func clean(_ task: PhotoTask) throws(CatalogError) -> PhotoResult {
        let file = URL(fileURLWithPath: "\(task.folder.path)/\(task.path)")
        if let known = task.knownHash, (try? Checksum.sha256(of: file)) == known {
            return PhotoResult(task: task, outcome: nil)
        }
        if let outcome = ahead?.outcome(of: task, file, into: folders) {
            return PhotoResult(task: task, outcome: outcome, isAhead: true)
        }
        return PhotoResult(task: task, outcome: try cleaner.clean(file: file, id: task.id, into: folders))
    }
}
