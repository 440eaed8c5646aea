import Dispatch
import Foundation
import Synchronization

/// Cleans photos on all cores; knows nothing of the database.
struct PhotoWorker: Sendable {
    let cleaner: PhotoCleaner
    let folders: PhotoFolders
    let ahead: PhotosAhead?

    /// The results in the order of the tasks; blocks until all are done.
    func clean(_ tasks: [PhotoTask]) -> [PhotoResult] {
        let results = Mutex<[Int: PhotoResult]>([:])
        DispatchQueue.concurrentPerform(iterations: tasks.count) { index in
            let result = clean(tasks[index])
            results.withLock { $0[index] = result }
        }
        return results.withLock { found in tasks.indices.compactMap { found[$0] } }
    }

    private func clean(_ task: PhotoTask) -> PhotoResult {
        let file = URL(fileURLWithPath: "\(task.folder.path)/\(task.path)")
        if let known = task.knownHash, (try? Checksum.sha256(of: file)) == known {
            return PhotoResult(task: task, outcome: nil)
        }
        if let outcome = ahead?.outcome(of: task, file, into: folders) {
            return PhotoResult(task: task, outcome: outcome, isAhead: true)
        }
        return PhotoResult(task: task, outcome: cleaner.clean(file: file, id: task.id, into: folders))
    }
}
