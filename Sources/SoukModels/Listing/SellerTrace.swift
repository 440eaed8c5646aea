/// What a listing tells of who sells it: where, and in which words. Nobody names the seller, but one who offers several
/// things from a place tends to describe them in the same words.
public struct SellerTrace: Sendable, Equatable {
    /// A number for the place; nil where it is not known.
    public var place: Int64?
    /// Numbers for the words of the description, each once, sorted.
    public var words: [Int64]

    private static let hashed = HashedText(buckets: 1 << 24)

    public init(place: Int64?, words: [Int64]) { (self.place, self.words) = (place, words) }

    public init(place: Int64?, description: String) {
        self.init(place: place, words: Self.hashed.wordRows(description))
    }

    /// The share of words in common, 0 to 1: the cosine of the two sets (Ochiai 1957).
    public func commonWords(with other: SellerTrace) -> Float {
        guard !words.isEmpty, !other.words.isEmpty else { return 0 }
        var (own, theirs, common) = (0, 0, 0)
        while own < words.count, theirs < other.words.count {
            let (one, another) = (words[own], other.words[theirs])
            if one == another { common += 1 }
            if one <= another { own += 1 }
            if another <= one { theirs += 1 }
        }
        return Float(common) / (Float(words.count) * Float(other.words.count)).squareRoot()
    }
}
