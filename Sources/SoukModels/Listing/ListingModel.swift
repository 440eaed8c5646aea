public import SoukNeural
public import SoukTensors

/// Listings and queries as vectors of one space, and the categories of listings.
///
/// Each channel (words and meaning of title and description, photos, price, condition, category) becomes
/// a vector; a learned attention over the channels that are there fuses them (Que2Engage, He et al. 2023).
/// The towers of query and listing share all encoders: a query is a listing of which only some words, or a
/// photo, are known. The category head sees the same channels without the category.
public struct ListingModel: Sendable {
    public let configuration: ListingModelConfiguration
    public let parameters: ParameterStore
    /// Inverse document frequency of each row of the hashed table, 0 for those not seen twice.
    public let rarity: Tensor
    /// Mean and deviation of the photo features of training.
    public let photoMean, photoDeviation: Tensor

    private let table: EmbeddingBag
    private let projections: [Linear]
    private let norms: [LayerNorm]
    private let scores: [Linear]
    private let values: [Linear]
    private let hidden, classes, fine, path: Linear
    private let single: [Linear]
    private let dropout: Dropout

    public init(_ configuration: ListingModelConfiguration, seed: UInt64) throws(TensorError) {
        self.configuration = configuration
        parameters = try ParameterStore(seed: seed)
        let (root, width) = (parameters.root, configuration.width)
        rarity = try root.buffer("rarity", [configuration.buckets], 0)
        photoMean = try root.buffer("photo_mean", [configuration.photoWidth], 0)
        photoDeviation = try root.buffer("photo_deviation", [configuration.photoWidth], 1)
        table = try EmbeddingBag(
            root / "words", count: configuration.buckets, width: width, mode: .sum, deviation: 0.02)
        var (projections, norms, scores, values, single):
            ([Linear], [LayerNorm], [Linear], [Linear], [Linear]) = (
                [], [], [], [], []
            )
        for channel in ListingChannel.allCases {
            let place = root / "channels" / "\(channel)"
            projections.append(
                try Linear(place / "projection", from: configuration.inputWidth(channel), to: width))
            norms.append(try LayerNorm(place / "norm", width: width))
            scores.append(try Linear(place / "score", from: width, to: 1))
            values.append(try Linear(place / "value", from: width, to: configuration.dimensions))
            if channel != .category {
                single.append(try Linear(place / "classes", from: width, to: configuration.classCount))
            }
        }
        (self.projections, self.norms, self.scores, self.values, self.single) = (
            projections, norms, scores, values, single
        )
        hidden = try Linear(
            root / "head" / "hidden", from: width * ListingChannel.forCategories.count,
            to: configuration.hidden)
        classes = try Linear(
            root / "head" / "classes", from: configuration.hidden, to: configuration.classCount)
        fine = try Linear(
            root / "head" / "fine", from: configuration.hidden, to: max(1, configuration.fineCount))
        path = try Linear(
            root / "head" / "path", from: configuration.hidden, to: max(1, configuration.pathCount))
        dropout = Dropout(configuration.dropout)
    }

    /// The channels' vectors before they are fused, each `[batch, width]`; of a channel that nothing in the batch
    /// shows, nil unless it is for training.
    public func channels(_ batch: ListingBatch, _ mode: Mode) throws(TensorError) -> [Tensor?] {
        func words(_ bags: ListingBatch.Bags) throws(TensorError) -> Tensor {
            try table(bags.rows, offsets: bags.offsets, factors: bags.weights) * 8
        }
        var outputs: [Tensor?] = []
        for channel in ListingChannel.allCases {
            guard mode.isTraining || batch.shown.contains(channel) else {
                outputs.append(nil)
                continue
            }
            let input =
                switch channel {
                case .titleWords: try words(batch.title)
                case .titleMeaning: try dropout(batch.titleMeaning * 8, mode)
                case .descriptionWords: try words(batch.description)
                case .descriptionMeaning: try dropout(batch.descriptionMeaning * 8, mode)
                case .photos: try dropout((batch.photos - photoMean) / photoDeviation, mode)
                case .price: batch.price
                case .condition: batch.condition
                case .category: try words(batch.category)
                }
            outputs.append(try projections[channel.rawValue](input))
        }
        return outputs
    }

    /// Vectors of length 1, `[batch, dimensions]`, of the channels that `presence` `[batch, channels]` names.
    public func vectors(
        _ channels: [Tensor?], presence: Tensor, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        let count = presence.shape[0]
        var (scored, valued, seen): ([Tensor], [Tensor], [Tensor]) = ([], [], [])
        for (place, channel) in channels.enumerated() {
            guard let channel else { continue }
            let x = try dropout(norms[place](channel).gelu(), mode)
            scored.append(try scores[place](x))
            valued.append(try values[place](x).reshaped([count, 1, configuration.dimensions]))
            seen.append(try presence.narrowed(axis: 1, to: place..<place + 1))
        }
        guard !seen.isEmpty else { return try .zeros([count, configuration.dimensions]) }
        let shown = try seen.count == channels.count ? presence : Tensor.concatenate(seen, axis: 1)
        let weights = try (Tensor.concatenate(scored, axis: 1) + (shown - 1) * 1e4).softmax(axis: 1) * shown
        return try (Tensor.concatenate(valued, axis: 1) * weights.reshaped([count, seen.count, 1]))
            .sum(axes: [1]).l2Normalised()
    }

    /// What the category head says.
    public struct CategoryLogits: Sendable {
        /// `[batch, classes]`, and those of the second level and of whole paths.
        public let classes, fine, path: Tensor
        /// Of each channel alone, `[batch, classes]`.
        public let single: [Tensor]
    }

    /// Logits of categories and of what training looks at besides; the category channel is never looked at.
    public func categories(
        _ channels: [Tensor?], presence: Tensor, _ mode: Mode
    ) throws(TensorError) -> CategoryLogits {
        var alone: [Tensor] = []
        for channel in ListingChannel.forCategories {
            guard mode.isTraining, let vector = channels[channel.rawValue] else { continue }
            alone.append(try single[channel.rawValue](dropout(vector.gelu(), mode)))
        }
        let x = try head(channels, presence, mode)
        return CategoryLogits(classes: try classes(x), fine: try fine(x), path: try path(x), single: alone)
    }

    /// Logits of top-level categories, `[batch, classes]`, without training.
    public func topCategories(_ channels: [Tensor?], presence: Tensor) throws(TensorError) -> Tensor {
        try classes(head(channels, presence, .evaluation))
    }

    private func head(
        _ channels: [Tensor?], _ presence: Tensor, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        let nothing = try Tensor.zeros([presence.shape[0], configuration.width])
        var inputs: [Tensor] = []
        for channel in ListingChannel.forCategories {
            let place = channel.rawValue
            guard let vector = channels[place] else {
                inputs.append(nothing)
                continue
            }
            inputs.append(try (vector * presence.narrowed(axis: 1, to: place..<place + 1)).gelu())
        }
        return try dropout(hidden(dropout(.concatenate(inputs, axis: 1), mode)).gelu(), mode)
    }
}
