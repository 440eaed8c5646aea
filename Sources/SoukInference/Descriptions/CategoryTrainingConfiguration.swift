public import SoukModels

/// How the network for categories and its sentence encoder are trained together.
public struct CategoryTrainingConfiguration: Sendable, Codable, Equatable {
    public var epochs = 4
    public var batch = 32
    /// Of the network, and of the encoder, which knows much already.
    public var rate = 2e-3, encoderRate: Double
    /// Steps of the encoder's warm-up and the network's.
    public var warmUp = 60
    public var weightDecay = 1e-4, encoderWeightDecay = 0.01
    /// The encoder's tables and its lowest layers stay as they are.
    public var frozenLayers: Int
    public var encoderGradientLimit = 1.0
    public var labelSmoothing = 0.1
    /// Of the losses of the second level, whole paths, each channel alone, and the fine-tuned sentence alone.
    public var fineWeight = 0.5, pathWeight = 0.3, singleWeight = 0.2, sentenceWeight = 0.8
    /// How often a channel, and how often the title or the description within the sentence, is forgotten.
    public var channelDropout = 0.2, textDropout = 0.1
    /// How often one of several photos is forgotten.
    public var photoDropout = 0.3
    /// Networks with encoders of their own, each trained from another seed and without another fold of validation,
    /// whose answers are averaged; one alone leaves all of validation out.
    public var experts = 1

    /// - Parameter reader: the encoder that is fine-tuned: all of a small one but its lowest layer, of a large one the three
    ///   uppermost.
    public init(for reader: TextEncoder.Pretrained) {
        (frozenLayers, encoderRate) = reader == .miniLM ? (1, 1e-4) : (9, 6e-5)
    }
}
