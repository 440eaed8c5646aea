package import SoukModels

/// The tokens of a listing's title and description, to be read as one text.
package struct ListingTokens: Sendable, Equatable {
    /// The most tokens of a title, and of a whole text.
    package static let titleLimit = 40
    package static let limit = 128

    private let title, description: [Int32]

    /// A text without words has no tokens.
    package init(_ text: ListingText, _ tokenizer: WordPieceTokenizer) {
        title = text.title.isEmpty ? [] : tokenizer.encode(text.title, limit: Self.titleLimit)
        description =
            text.description.isEmpty ? [] : tokenizer.encode(text.description, limit: Self.limit)
    }

    /// `[CLS] title [SEP] description [SEP]`, as far as shown and there; empty where there is nothing.
    package func text(of channels: Set<ListingChannel>) -> [Int32] {
        let first = channels.contains(.titleWords) ? title : []
        let second = channels.contains(.descriptionWords) ? description : []
        guard let end = first.last ?? second.last else { return [] }
        if first.isEmpty || second.isEmpty { return first + second }
        let both = first + second.dropFirst()
        return both.count <= Self.limit ? both : both.prefix(Self.limit - 1) + [end]
    }
}
