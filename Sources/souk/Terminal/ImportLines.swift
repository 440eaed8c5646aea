import Catalog
import Synchronization

/// Shows how far an import has come: a line a step.
final class ImportLines: Sendable {
    private let quiet: Bool
    private let shown = Mutex<(phase: ImportPhase, line: ProgressLine)?>(nil)

    init(quiet: Bool) { self.quiet = quiet }

    @Sendable func show(_ progress: ImportProgress) {
        let line = shown.withLock { shown in
            if let shown, shown.phase == progress.phase { return shown.line }
            shown?.line.finish()
            let unit = progress.phase == .photos ? "photos" : "bytes"
            let line = ProgressLine(
                progress.phase.rawValue, total: progress.total > 0 ? progress.total : nil, unit: unit,
                quiet: quiet)
            shown = (progress.phase, line)
            return line
        }
        line.update(total: progress.total > 0 ? progress.total : nil)
        line.update(
            done: progress.done, note: progress.items > 0 ? "\(Figures.grouped(progress.items)) items" : nil)
    }

    func finish() {
        shown.withLock { shown in
            shown?.line.finish()
            shown = nil
        }
    }
}
