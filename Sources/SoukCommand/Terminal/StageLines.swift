import SoukCatalog
import Synchronization

/// A progress line for each stage of work that goes through several.
final class StageLines: Sendable {
    private struct Current {
        var stage: String?
        var line: ProgressLine?
    }

    private let quiet: Bool
    private let current = Mutex(Current())

    init(quiet: Bool) { self.quiet = quiet }

    func finish() { current.withLock { $0.line?.finish() } }

    @Sendable func show(_ stage: String, _ done: Int, _ total: Int?) {
        current.withLock { current in
            if current.stage != stage {
                current.line?.finish()
                (current.stage, current.line) = (stage, ProgressLine(stage, unit: "done", quiet: quiet))
            }
            if let total { current.line?.update(total: total) }
            current.line?.update(done: done)
            if done == total { current.line?.finish() }
        }
    }
}
