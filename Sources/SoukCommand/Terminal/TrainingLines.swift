import SoukCatalog
import SoukInference
import SoukTraining

/// Shows what a training run tells: a line a stage, with the last epoch's figures.
final class TrainingLines {
    private let quiet: Bool
    private var shown: (name: String, total: Int, line: ProgressLine)?
    /// Validation within a stage, whose own line goes on afterwards.
    private var judging: ProgressLine?
    private var validation = ""

    init(quiet: Bool) { self.quiet = quiet }

    func show(_ event: TrainingEvent) {
        switch event {
        case .features(let examples, let done, let total):
            line("encoding \(examples.rawValue)", total: total, unit: examples.rawValue, done: 0).update(
                done: done)
        case .judging(let done, let total):
            let line = judging ?? ProgressLine("judging", total: total, unit: "photos", quiet: quiet)
            line.update(done: done)
            judging = done < total ? line : nil
        case .step(let stage, let epoch, let epochs, let batch, let batches, let loss, let examples, let rate):
            let done = (epoch - 1) * batches + batch
            line(stage, total: epochs * batches, unit: "batches", done: done - 1).update(
                done: done,
                note:
                    "\(Figures.grouped(Int(rate))) \(examples.rawValue)/s  epoch \(epoch)/\(epochs)  "
                    + "loss \(decimal(loss))\(validation)")
        case .epoch(_, _, _, _, let loss, let accuracy, _, let waiting):
            validation = "  validation \(decimal(loss)) / \(Figures.percent(accuracy))"
            if waiting > 0.05 { validation += "  waited \(Figures.percent(waiting, places: 0))" }
        }
    }

    func finish() {
        shown?.line.finish()
        (shown, validation) = (nil, "")
    }

    /// The line of this name over so many; another one ends first.
    private func line(_ name: String, total: Int, unit: String, done: Int) -> ProgressLine {
        if let shown, shown.name == name, shown.total == total { return shown.line }
        finish()
        let line = ProgressLine(name, total: total, unit: unit, done: done, quiet: quiet)
        shown = (name, total, line)
        return line
    }

    private func decimal(_ value: Double) -> String { Figures.decimal(value, places: 3) }
}
