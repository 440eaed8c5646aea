import SoukCatalog
import SoukEvaluation
import SoukRanking
import Synchronization

/// A line for each step of the trials of search.
final class TrialProgress: Sendable {
    private let quiet: Bool
    private let shown = Mutex<(name: String, line: ProgressLine)?>(nil)

    init(quiet: Bool) { self.quiet = quiet }

    /// - Throws: `interrupted` when the user wants to stop.
    func show(_ step: ListingTrialEvaluation.Step) throws {
        guard !Interruption.isRequested() else { throw CatalogError.interrupted }
        switch step {
        case .indexing(let trial, let done, let total):
            line("indexing \(trial.rawValue)", total: total, unit: "listings").update(done: done)
        case .asking(let trial, let done, let total):
            line("asking \(trial.rawValue)", total: total, unit: "queries").update(done: done)
        }
    }

    func finish() {
        shown.withLock { shown in
            shown?.line.finish()
            shown = nil
        }
    }

    private func line(_ name: String, total: Int, unit: String) -> ProgressLine {
        shown.withLock { shown in
            if let shown, shown.name == name { return shown.line }
            shown?.line.finish()
            let line = ProgressLine(name, total: total, unit: unit, quiet: quiet)
            shown = (name, line)
            return line
        }
    }
}
