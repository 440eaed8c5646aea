import Synchronization

/// One line on standard error about work under way: redrawn in place on a terminal, at most ten
/// times a second; elsewhere (a file, a pipe) a plain line every few seconds. Any thread may report.
public final class ProgressLine: Sendable {
    private let console: Console?
    private let state: Mutex<Drawn>

    private struct Drawn {
        var progress: ProgressState
        var meter: RateMeter
        var started: Double
        var shown: Double
        var isFinished = false
    }

    /// - Parameters:
    ///   - label: What is being done: `training  epoch 3/20`.
    ///   - total: How many there are; nil when nobody knows.
    ///   - unit: In the plural: `photos`.
    ///   - done: How many were finished before, as when work is resumed.
    ///   - quiet: Says nothing at all.
    public convenience init(
        _ label: String, total: Int? = nil, unit: String, done: Int = 0, quiet: Bool = false
    ) {
        self.init(label, total: total, unit: unit, done: done, console: quiet ? nil : .standardError)
    }

    init(_ label: String, total: Int?, unit: String, done: Int = 0, console: Console?) {
        self.console = console
        let now = console?.now() ?? 0
        state = Mutex(
            Drawn(
                progress: ProgressState(label: label, done: done, resumed: done, total: total, unit: unit),
                meter: RateMeter(done: done, time: now), started: now, shown: now))
    }

    /// So many are done by now.
    public func update(done: Int, note: String? = nil) { report(note: note) { $0.done = done } }

    /// So many more are done.
    public func advance(by count: Int = 1, note: String? = nil) { report(note: note) { $0.done += count } }

    /// The total became known or changed.
    public func update(total: Int?) { state.withLock { $0.progress.total = total } }

    /// Ends the line with a summary; what is reported later is not shown.
    public func finish(note: String? = nil) {
        guard let console else { return }
        state.withLock { drawn in
            guard !drawn.isFinished else { return }
            drawn.isFinished = true
            drawn.progress.elapsed = console.now() - drawn.started
            if let note { drawn.progress.note = note }
            console.write(
                console.isTerminal ? "\r\(drawn.progress.summary)\u{1B}[K\n" : drawn.progress.summary + "\n")
        }
    }

    private func report(note: String?, change: (inout ProgressState) -> Void) {
        guard let console else { return }
        state.withLock { drawn in
            change(&drawn.progress)
            if let note { drawn.progress.note = note }
            let now = console.now()
            guard !drawn.isFinished, now - drawn.shown >= console.pause else { return }
            drawn.shown = now
            drawn.meter.note(done: drawn.progress.done, time: now)
            drawn.progress.rate = drawn.meter.rate
            drawn.progress.elapsed = now - drawn.started
            let line = drawn.progress.line(columns: console.isTerminal ? console.columns() - 1 : .max)
            console.write(console.isTerminal ? "\r\(line)\u{1B}[K" : line + "\n")
        }
    }
}
