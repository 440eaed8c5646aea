import Foundation

/// Keeps a second import out of the workspace; the system releases it when the process dies.
struct ImportLock {
    private let descriptor: Int32

    init(_ workspace: Workspace) throws(CatalogError) {
        let path = workspace.root.appendingPathComponent(".import.lock").path
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .io(path: path, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .usage(
                reason: "another import is writing to \(workspace.root.path)",
                remedy: "Wait until it is done, or stop it; then try again.")
        }
    }

    func release() { close(descriptor) }
}
