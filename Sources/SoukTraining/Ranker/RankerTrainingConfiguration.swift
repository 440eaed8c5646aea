import SoukModels

/// All that a run of a ranker depends on besides the judgements; `config.json`.
public struct RankerTrainingConfiguration: Sendable, Codable, Equatable {
    public var seed: UInt64
    public var epochs = 1
    /// Pairs of query and title a step, about: queries stay whole.
    public var pairs = 64
    public var rate = 1.5e-4
    /// Of the head and the table of kinds, which are new.
    public var newRateScale = 5.0
    public var weightDecay = 0.01
    public var averageDecay = 0.99
    public var gradientLimit = 1.0
    /// Of the loss over each query's titles beside that of each grade.
    public var listWeight = 0.5
    /// How much more likely a perfect title is to come first than an irrelevant one: `e` to this.
    public var listSharpness = 4.0
    /// On a device that gains by it.
    public var usesBFloat16 = true
    public var model = CrossEncoder.Configuration()
    /// Training ends after so many seconds, whatever the epoch: the rate falls with the time. Nil for no limit,
    /// and then the same seed gives the same run.
    public var seconds: Double?
    /// SHA-256 of the sentence encoder's weights.
    public var textHash = ""

    public init(seed: UInt64 = 42) { self.seed = seed }
}
