import Foundation

/// Passes progress on, a few times a second, and stops the import when the user asks for it.
final class ImportMonitor {
    private let report: @Sendable (ImportProgress) -> Void
    private let isCancelled: @Sendable () -> Bool
    private let clock = ContinuousClock()
    private var phase = ImportPhase.listings
    private var began: ContinuousClock.Instant
    private var reported: ContinuousClock.Instant?

    init(report: @escaping @Sendable (ImportProgress) -> Void, isCancelled: @escaping @Sendable () -> Bool) {
        self.report = report
        self.isCancelled = isCancelled
        began = clock.now
    }

    func begin(_ phase: ImportPhase, total: Int = 0) throws(CatalogError) {
        self.phase = phase
        began = clock.now
        reported = nil
        try advance(done: 0, of: total, items: 0)
    }

    /// Call between transactions.
    func advance(done: Int, of total: Int, items: Int) throws(CatalogError) {
        let now = clock.now
        if reported.map({ now - $0 > .milliseconds(200) }) ?? true || done == total {
            reported = now
            let seconds = (now - began).seconds
            let rate = seconds > 0 ? Double(items) / seconds : 0
            report(ImportProgress(phase: phase, done: done, total: total, items: items, rate: rate))
        }
        if isCancelled() { throw .interrupted }
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
