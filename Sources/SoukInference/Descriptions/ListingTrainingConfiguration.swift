import SoukCatalog
public import SoukModels
import SoukNeural

/// All that a run of a listing model depends on besides the listings; `config.json`.
public struct ListingTrainingConfiguration: Sendable, Codable, Equatable {
    public var seed: UInt64
    /// Of the split into train, validation and test, where it is not the workspace's own: to see how figures
    /// depend on it.
    public var splitSeed: UInt64?
    public var epochs = 14
    public var batch = 64
    public var rate = 2e-3
    public var weightDecay = 0.02
    public var labelSmoothing = 0.1
    public var averageDecay = 0.998
    public var gradientLimit = 5.0
    /// Of the category losses of the second level, whole paths, and single channels.
    public var fineWeight = 0.5, pathWeight = 0.3, singleWeight = 0.2
    /// Of the losses between queries and listings, and of those with the text or the photos alone.
    public var matchWeight = 0.5, singleMatchWeight = 0.3
    /// Multiplies cosines before the softmax.
    public var scale = 18.0
    /// Share of a batch that is added as harder listings, from a middle band of the present ranking.
    public var hardShare = 0.125
    /// The encoder that reads whole listings for their category.
    public var reader = TextEncoder.Pretrained.miniLM
    /// SHA-256 of the weights of sentence encoder, reader and photo backbone.
    public var textHash = ""
    public var readerHash = ""
    public var photoHash: String?
    /// A finished photo classifier whose answers are weighed in; nil for none.
    public var photoModel: String?
    /// How a network for categories is trained with the sentence encoder; nil leaves the encoder as it is.
    public var categories: CategoryTrainingConfiguration?

    package var split: UInt64 { splitSeed ?? SplitKind.defaultSeed }

    public init(seed: UInt64 = 42) { self.seed = seed }
}
