/// The sizes of a listing model.
public struct ListingModelConfiguration: Sendable, Codable, Equatable {
    /// Length of the finished vectors.
    public var dimensions = 256
    /// Lengths at which a vector that is cut off and normalised again still works (Kusupati et al. 2022).
    public var cuts = [128, 64]
    /// Length of a channel's vector inside the model.
    public var width = 128
    /// Width of the category head's hidden layer.
    public var hidden = 256
    /// Rows of the table of hashed words and character n-grams.
    public var buckets = 1 << 17
    /// Length of the sentence encoder's vectors.
    public var textWidth = TextEncoder.Pretrained.miniLM.configuration.width
    /// Length of the vectors of the encoder that reads whole listings for their category.
    public var readingWidth = TextEncoder.Pretrained.miniLM.configuration.width
    /// Length of the photo backbone's vectors.
    public var photoWidth: Int
    public var classCount: Int
    /// Categories of the second level, and whole paths, which only training looks at.
    public var fineCount: Int
    public var pathCount: Int
    public var dropout = 0.3

    public init(photoWidth: Int, classCount: Int, fineCount: Int, pathCount: Int) {
        (self.photoWidth, self.classCount) = (photoWidth, classCount)
        (self.fineCount, self.pathCount) = (fineCount, pathCount)
    }
}

extension ListingModelConfiguration {
    /// Length of what a channel gives to its projection.
    func inputWidth(_ channel: ListingChannel) -> Int {
        switch channel {
        case .titleWords, .descriptionWords, .category: width
        case .titleMeaning, .descriptionMeaning: textWidth
        case .photos: photoWidth
        case .price: PriceCode.width
        case .condition: ConditionWords.width
        }
    }
}
