public import SoukNeural
public import SoukTensors

/// The categories of listings, and nothing else: the channels of a `ListingModel` beside the sentence of title
/// and description together, by an encoder that is fine-tuned with it.
///
/// Each channel becomes a vector; one hidden layer looks at all of them side by side. The category path is not
/// among the channels. Training asks each channel alone as well, so that none of them sleeps (Wang et al.,
/// "What Makes Training Multi-Modal Classification Networks Hard?", 2020).
public struct CategoryNetwork: Sendable {
    public let configuration: ListingModelConfiguration
    public let parameters: ParameterStore
    /// Mean and deviation of the photo features of training.
    public let photoMean, photoDeviation: Tensor

    private let table: EmbeddingBag
    private let projections, single: [Linear]
    private let sentence, sentenceClasses, hidden, classes, fine, path: Linear
    private let dropout: Dropout
    private static let channels = ListingChannel.forCategories

    public init(_ configuration: ListingModelConfiguration, seed: UInt64) throws(TensorError) {
        self.configuration = configuration
        parameters = try ParameterStore(seed: seed)
        let (root, width) = (parameters.root, configuration.width)
        photoMean = try root.buffer("photo_mean", [configuration.photoWidth], 0)
        photoDeviation = try root.buffer("photo_deviation", [configuration.photoWidth], 1)
        table = try EmbeddingBag(
            root / "words", count: configuration.buckets, width: width, mode: .sum, deviation: 0.02)
        var (projections, single): ([Linear], [Linear]) = ([], [])
        for channel in Self.channels {
            let place = root / "channels" / "\(channel)"
            projections.append(
                try Linear(place / "projection", from: configuration.inputWidth(channel), to: width))
            single.append(try Linear(place / "classes", from: width, to: configuration.classCount))
        }
        (self.projections, self.single) = (projections, single)
        let place = root / "channels" / "sentence"
        sentence = try Linear(place / "projection", from: configuration.readingWidth, to: width)
        sentenceClasses = try Linear(place / "classes", from: width, to: configuration.classCount)
        let head = root / "head"
        hidden = try Linear(
            head / "hidden", from: width * (Self.channels.count + 1), to: configuration.hidden)
        classes = try Linear(head / "classes", from: configuration.hidden, to: configuration.classCount)
        fine = try Linear(head / "fine", from: configuration.hidden, to: max(1, configuration.fineCount))
        path = try Linear(head / "path", from: configuration.hidden, to: max(1, configuration.pathCount))
        dropout = Dropout(configuration.dropout)
    }

    /// What the network says.
    public struct Logits: Sendable {
        /// `[batch, classes]`, and those of the second level and of whole paths.
        public let classes, fine, path: Tensor
        /// Of the fine-tuned sentence alone, and of each other channel alone, `[batch, classes]`; in training only.
        public let sentence: Tensor?
        public let single: [Tensor]
    }

    /// - Parameters:
    ///   - sentences: `[batch, readingWidth]`, of length 1; zeros for a listing without text.
    ///   - hasSentence: `[batch, 1]`: 1 where the sentence may be looked at, else 0.
    public func callAsFunction(
        _ batch: ListingBatch, sentences: Tensor, hasSentence: Tensor, _ mode: Mode
    ) throws(TensorError) -> Logits {
        var (inputs, alone): ([Tensor], [Tensor]) = ([], [])
        for (place, channel) in Self.channels.enumerated() {
            let x = try projections[place](input(batch, channel, mode))
            let number = channel.rawValue
            inputs.append(try (x * batch.presence.narrowed(axis: 1, to: number..<number + 1)).gelu())
            if mode.isTraining { alone.append(try single[place](dropout(x.gelu(), mode))) }
        }
        let meaning = try sentence(dropout(sentences * 8, mode))
        inputs.append(try (meaning * hasSentence).gelu())
        let x = try dropout(hidden(dropout(.concatenate(inputs, axis: 1), mode)).gelu(), mode)
        return Logits(
            classes: try classes(x), fine: try fine(x), path: try path(x),
            sentence: mode.isTraining ? try sentenceClasses(dropout(meaning.gelu(), mode)) : nil,
            single: alone)
    }

    private func input(
        _ batch: ListingBatch, _ channel: ListingChannel, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        func words(_ bags: ListingBatch.Bags) throws(TensorError) -> Tensor {
            try table(bags.rows, offsets: bags.offsets, factors: bags.weights) * 8
        }
        switch channel {
        case .titleWords: return try words(batch.title)
        case .descriptionWords: return try words(batch.description)
        case .category: return try words(batch.category)
        case .titleMeaning: return try dropout(batch.titleMeaning * 8, mode)
        case .descriptionMeaning: return try dropout(batch.descriptionMeaning * 8, mode)
        case .photos: return try dropout((batch.photos - photoMean) / photoDeviation, mode)
        case .price: return batch.price
        case .condition: return batch.condition
        }
    }
}
