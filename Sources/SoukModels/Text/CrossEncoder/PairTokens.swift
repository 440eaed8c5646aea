/// The tokens of a query and of a title that are read together.
public struct PairTokens: Sendable, Equatable {
    /// As `WordPieceTokenizer.encode` gives them, from `[CLS]` to `[SEP]`.
    public let query, title: [Int32]

    public init(query: [Int32], title: [Int32]) { (self.query, self.title) = (query, title) }

    public var count: Int { query.count + title.count }

    /// What each token is, the query's first: 0 of the query, 1 of the query and met in the title, 2 of the
    /// title, 3 of the title and met in the query. Special tokens meet nothing.
    var kinds: [Int32] {
        let (asked, told) = (Self.words(query), Self.words(title))
        return query.enumerated().map { isWord($0, of: query) && told.contains($1) ? 1 : 0 }
            + title.enumerated().map { isWord($0, of: title) && asked.contains($1) ? 3 : 2 }
    }

    private func isWord(_ place: Int, of tokens: [Int32]) -> Bool { place > 0 && place < tokens.count - 1 }

    private static func words(_ tokens: [Int32]) -> Set<Int32> { Set(tokens.dropFirst().dropLast()) }
}
