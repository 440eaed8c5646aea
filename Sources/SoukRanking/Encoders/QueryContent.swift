/// What a buyer asks with: words, a photo, or both.
public struct QueryContent: Sendable, Equatable {
    public var words: String?
    public var photo: ListingPhoto?

    public init(words: String? = nil, photo: ListingPhoto? = nil) {
        (self.words, self.photo) = (words, photo)
    }
}
