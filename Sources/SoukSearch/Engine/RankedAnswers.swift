/// Keeps ranked answers as they were, so that their pages fit together whatever is written meanwhile.
public protocol RankedAnswers: Sendable {
    /// Keeps an answer for an hour; the newest thousand are kept.
    ///
    /// - Parameters:
    ///   - items: the results, the best first.
    ///   - continuation: what the ranking needs to go on after the last item; every page brings it along.
    /// - Returns: the cursor of its first page.
    func keep(_ items: [KeptResult], continuation: [UInt8]) async throws -> String

    /// A page of a kept answer.
    ///
    /// - Throws: `RetrievalError.cursor` when it is not ours, was changed, is of another generation or too old.
    func page(_ cursor: String, limit: Int) async throws -> KeptPage
}

/// A result of a kept answer.
public struct KeptResult: Sendable, Equatable {
    public var id: String
    /// Whatever the ranking wants back with the page, such as the parts of the score.
    public var note: [UInt8]

    public init(id: String, note: [UInt8] = []) {
        self.id = id
        self.note = note
    }
}

/// Some results of a kept answer.
public struct KeptPage: Sendable, Equatable {
    /// Without listings that were deleted since.
    public var items: [KeptResult]
    /// Where the next page begins; nil after the last.
    public var next: String?
    public var continuation: [UInt8]

    public init(items: [KeptResult], next: String? = nil, continuation: [UInt8] = []) {
        self.items = items
        self.next = next
        self.continuation = continuation
    }
}
