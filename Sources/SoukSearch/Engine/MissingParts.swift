import Synchronization

/// What an answer does without: parts of an index that cannot be asked right now.
///
/// Set one for a task by `$tolerated`: then an engine whose listings lie on several servers answers from those that can be
/// reached, notes the others here, and asks them no more for this task. Without one, a part that is missing is
/// ``RetrievalError/unavailable(part:path:reason:)``: no answer is silently short.
public final class MissingParts: Sendable {
    @TaskLocal public static var tolerated: MissingParts?

    private let found = Mutex<Set<String>>([])

    public init() {}

    /// For people, sorted: `part 2 of 3`.
    public var parts: [String] { found.withLock { $0.sorted() } }

    /// Does without parts that cannot be asked, and says which they were.
    public static func tolerating<Value>(
        _ body: () async throws -> Value
    ) async rethrows -> (value: Value, missing: [String]) {
        let missing = MissingParts()
        return (try await $tolerated.withValue(missing, operation: body), missing.parts)
    }

    package func add(_ part: String) { found.withLock { _ = $0.insert(part) } }

    package func contains(_ part: String) -> Bool { found.withLock { $0.contains(part) } }
}
