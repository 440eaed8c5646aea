public import SoukRanking
import Synchronization

/// How long the stages of a request took, in seconds.
public final class StageTimings: Sendable {
    private let stages = Mutex<[(name: String, seconds: Double)]>([])

    public func note(_ name: String, _ seconds: Double) { stages.withLock { $0.append((name, seconds)) } }

    /// The stages of a search.
    public func note(_ timings: SearchTimings) {
        let parts = [
            ("understanding", timings.understanding), ("encoding", timings.encoding),
            ("filter", timings.filter),
            ("words", timings.words), ("vectors", timings.vectors), ("fusion", timings.fusion),
            ("facets", timings.facets),
        ]
        for (name, milliseconds) in parts { note(name, milliseconds / 1000) }
    }

    /// Runs one stage.
    public func time<Value>(_ name: String, _ body: () async throws -> Value) async rethrows -> Value {
        let start = ContinuousClock.now
        defer { note(name, (ContinuousClock.now - start) / .seconds(1)) }
        return try await body()
    }

    var all: [(name: String, seconds: Double)] { stages.withLock { $0 } }
}
