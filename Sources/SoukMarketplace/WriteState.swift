import Dispatch
import SoukCatalog

/// Whether the workspace can be written to, looked at no more than every few seconds.
actor WriteState {
    private let workspace: Workspace
    private var last: (fault: String?, until: ContinuousClock.Instant)?
    private var looking: Task<String?, Never>?
    private static let queue = DispatchQueue(label: "souk.write-state", qos: .utility)

    init(_ workspace: Workspace) { self.workspace = workspace }

    /// The same as it is now, whatever was seen a moment ago.
    func look() async -> String? {
        last = nil
        return await fault
    }

    /// Why nothing can be written; nil where a write would succeed.
    var fault: String? {
        get async {
            if let last, ContinuousClock.now < last.until { return last.fault }
            if let looking { return await looking.value }
            let workspace = workspace
            let task = Task.detached { await Self.queue.run { workspace.writeFault() } }
            looking = task
            let fault = await task.value
            last = (fault, .now + .seconds(3))
            looking = nil
            return fault
        }
    }
}
