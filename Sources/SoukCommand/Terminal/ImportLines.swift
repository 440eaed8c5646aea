import SoukCatalog
import Synchronization

/// Shows how far an import has come: a line a step.
final class ImportLines: Sendable {
    private let quiet: Bool
    private let shown = Mutex<(phase: ImportPhase, line: ProgressLine?)?>(nil)

    init(quiet: Bool) { self.quiet = quiet }

    @Sendable func show(_ progress: ImportProgress) {
        guard let line = line(for: progress) else { return }
        line.update(total: progress.total > 0 ? progress.total : nil)
        line.update(
            done: progress.done, note: progress.items > 0 ? "\(Figures.grouped(progress.items)) items" : nil)
    }

    func finish() {
        shown.withLock { shown in
            shown?.line?.finish()
            shown = nil
        }
    }

    /// Nil for the short steps at the end, which are only named.
    private func line(for progress: ImportProgress) -> ProgressLine? {
        shown.withLock { shown in
            if let shown, shown.phase == progress.phase { return shown.line }
            shown?.line?.finish()
            let line: ProgressLine?
            switch progress.phase {
            case .listings, .images: line = ProgressLine(progress.phase.rawValue, unit: "bytes", quiet: quiet)
            case .photos, .fetching:
                line = ProgressLine(progress.phase.rawValue, unit: "photos", quiet: quiet)
            case .prices, .duplicates, .splits:
                line = nil
                if !quiet { Output.error(progress.phase.rawValue) }
            }
            shown = (progress.phase, line)
            return line
        }
    }
}
