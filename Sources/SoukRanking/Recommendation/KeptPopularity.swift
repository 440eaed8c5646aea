import SoukCatalog
import Synchronization

/// What is popular, kept for twenty times as long as it takes to count: with few events it is always fresh, and with
/// millions counting takes a twentieth of a thread. While it is counted anew, the last counts serve.
final class KeptPopularity: Sendable {
    private struct State {
        var counted: (popularity: Popularity, until: ContinuousClock.Instant)?
        var isCounting = false
    }

    private let state = Mutex(State())

    /// - Parameter count: blocks; called by one thread at a time once something was counted.
    func popularity(_ count: () throws -> Popularity) throws -> Popularity {
        let kept = state.withLock { state -> Popularity? in
            guard let counted = state.counted else { return nil }
            if state.isCounting || ContinuousClock.now < counted.until { return counted.popularity }
            state.isCounting = true
            return nil
        }
        if let kept { return kept }
        let start = ContinuousClock.now
        do {
            let popularity = try count()
            let end = ContinuousClock.now
            state.withLock { $0 = State(counted: (popularity, end + (end - start) * 20)) }
            return popularity
        } catch {
            state.withLock { $0.isCounting = false }
            throw error
        }
    }
}
