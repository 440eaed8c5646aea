import Logging
import SoukRanking
import SoukSearch

/// Keeps the completions of the index that serves, made anew in the background while listings change.
actor CompletionsKeeper {
    private var index = SuggestionIndex.none
    /// What the index was made from, and when.
    private var made: (generation: String, version: Int, at: ContinuousClock.Instant)?
    private var making: Task<Void, Never>?

    /// How old completions may be while listings change.
    private static let age = Duration.seconds(30)

    /// Completions as they are now: none before they were first made.
    func complete(
        _ text: String, limit: Int, _ engine: any SearchEngine, _ logger: Logger
    ) async -> [Suggestion] {
        await refresh(engine, logger)
        return index.complete(text, limit: limit)
    }

    /// Begins to make what is out of date; waits for nothing.
    func refresh(_ engine: any SearchEngine, _ logger: Logger) async {
        guard making == nil, isOld(engine.generation) else { return }
        making = Task {
            do {
                let version = try await engine.state().version
                if made.map({ $0.generation == engine.generation && $0.version == version }) != true {
                    index = try await SuggestionIndex.of(engine)
                }
                made = (engine.generation, version, .now)
            } catch {
                made = (engine.generation, -1, .now)
                logger.error("completions cannot be made", metadata: ["error": "\(error)"])
            }
            making = nil
        }
    }

    private func isOld(_ generation: String) -> Bool {
        guard let made, made.generation == generation else { return true }
        return .now - made.at > Self.age
    }

    /// Returns when what is being made is there.
    func settle() async { await making?.value }
}
