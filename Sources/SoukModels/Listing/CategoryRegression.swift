public import SoukNeural
public import SoukTensors

/// The categories of listings by multinomial logistic regression: hashed words of title and description,
/// sentence vectors of both and of the whole text, photos, price, and where the seller is, who often offers several
/// things of a kind. Photos without a word are answered by weights of their own: those beside words
/// have left to the words what these tell better.
///
/// It learns within seconds, remembers rare words better than a network, and errs elsewhere.
public struct CategoryRegression: Sendable {
    public let parameters: ParameterStore
    /// Mean and deviation of the photo features of training.
    public let photoMean, photoDeviation: Tensor

    private let title, description, place: EmbeddingBag
    private let rest, photosAlone: Linear

    /// Rows of the table of places.
    public static let places = 1 << 13
    /// How freely each input may speak: one penalty holds all weights, so a larger input needs a smaller weight.
    /// Chosen by cross-validation, see decision 007.
    private enum Scale {
        static let title = 2.0, description = 2.0, place = 1.0
        static let titleMeaning = 1.0, descriptionMeaning = 0.8, photos = 0.03, price = 0.6
        static let reading = 1.2
    }

    public init(_ configuration: ListingModelConfiguration) throws(TensorError) {
        parameters = try ParameterStore(seed: 1)
        let (root, classes) = (parameters.root, configuration.classCount)
        photoMean = try root.buffer("photo_mean", [configuration.photoWidth], 0)
        photoDeviation = try root.buffer("photo_deviation", [configuration.photoWidth], 1)
        func table(_ name: String, _ count: Int) throws(TensorError) -> EmbeddingBag {
            try EmbeddingBag(root / name, count: count, width: classes, mode: .sum, deviation: 0)
        }
        title = try table("title", configuration.buckets)
        description = try table("description", configuration.buckets)
        place = try table("place", Self.places)
        rest = try Linear(
            root / "rest",
            from: 2 * configuration.textWidth + configuration.photoWidth + PriceCode.width
                + configuration.readingWidth,
            to: classes)
        photosAlone = try Linear(root / "photos_alone", from: configuration.photoWidth, to: classes)
    }

    /// What some listings tell the regression.
    public struct Input: Sendable {
        /// Words of title and description, and places; beside each, what its sums are multiplied by, `[batch, 1]`.
        let bags: [(rows: ListingBatch.Bags, factor: Tensor)]
        /// All that is no word, `[batch, width]`; photos once more, `[batch, photoWidth]`.
        let rest, photos: Tensor
        /// 1 where a text is shown, and where photos are, else 0, `[batch, 1]`.
        let hasText: Tensor
        public let hasPhotos: Tensor
    }

    /// - Parameters:
    ///   - places: rows of the table of places, by listing.
    ///   - readings: what the reader makes of the texts shown, `[batch, readingWidth]`.
    public func input(
        _ batch: ListingBatch, places: [WordBag], readings: Tensor
    ) throws(TensorError) -> Input {
        func shown(_ channel: ListingChannel, _ scale: Double) throws(TensorError) -> Tensor {
            try batch.presence.narrowed(axis: 1, to: channel.rawValue..<channel.rawValue + 1) * scale
        }
        let (titles, descriptions) = (try shown(.titleWords, 1), try shown(.descriptionWords, 1))
        let anyText = try (titles + descriptions).clamped(to: 0...1)
        let hasPhotos = try shown(.photos, 1)
        let photos = try (batch.photos - photoMean) / photoDeviation * hasPhotos * Scale.photos
        let rest = [
            try batch.titleMeaning * shown(.titleMeaning, Scale.titleMeaning),
            try batch.descriptionMeaning * shown(.descriptionMeaning, Scale.descriptionMeaning),
            photos,
            try batch.price * shown(.price, Scale.price),
            try readings * Scale.reading,
        ]
        return Input(
            bags: [
                (batch.title, try titles * Scale.title),
                (batch.description, try descriptions * Scale.description),
                (try ListingBatch.Bags(places), try anyText * Scale.place),
            ], rest: try .concatenate(rest, axis: 1), photos: photos,
            hasText: anyText, hasPhotos: hasPhotos)
    }

    /// Logits `[batch, classes]` by all that is shown, where there is a text, else by the photos.
    public func callAsFunction(_ input: Input) throws(TensorError) -> Tensor {
        try together(input) * input.hasText - alone(input) * (input.hasText - 1)
    }

    /// Logits `[batch, classes]` by all that is shown.
    public func together(_ input: Input) throws(TensorError) -> Tensor {
        var sum = try rest(input.rest)
        for (table, (bags, factor)) in zip(tables, input.bags) {
            sum = try sum + table(bags.rows, offsets: bags.offsets, factors: bags.weights) * factor
        }
        return sum
    }

    /// Logits `[batch, classes]` by the photos.
    public func alone(_ input: Input) throws(TensorError) -> Tensor { try photosAlone(input.photos) }

    /// What is learned, and whether the penalty holds it.
    public var learned: [(tensor: Tensor, isPenalised: Bool)] {
        tables.map { ($0.weight, true) }
            + [rest, photosAlone].flatMap { [($0.weight, true), ($0.bias, false)] }
    }

    /// The gradients of the cross-entropies with respect to `learned`, in its order: for a linear model the input,
    /// transposed, times what the answers are off by. Some ten times as fast as going back through the
    /// tables row by row.
    ///
    /// - Parameters:
    ///   - residuals: of `together`, `[batch, classes]`, probabilities less 1 at the true class, divided by the batch.
    ///   - alone: those of `alone`.
    public func gradients(
        _ input: Input, transposed: Transposed, residuals: Tensor, alone: Tensor
    ) throws(TensorError) -> [Tensor] {
        var gradients: [Tensor] = []
        for ((_, factor), bags) in zip(input.bags, transposed.bags) {
            gradients.append(
                try (residuals * factor).embeddingBag(
                    bags.rows, offsets: bags.offsets, factors: bags.weights))
        }
        for (residuals, input) in [(residuals, input.rest), (alone, input.photos)] {
            gradients += [try residuals.transposed().matmul(input), try residuals.sum(axes: [0])]
        }
        return gradients
    }

    /// For each row of the tables, the listings that have it.
    public struct Transposed: Sendable {
        let bags: [ListingBatch.Bags]

        public init(
            title: [WordBag], description: [WordBag], places: [WordBag],
            _ configuration: ListingModelConfiguration
        ) throws(TensorError) {
            func turned(_ bags: [WordBag], _ rows: Int) throws(TensorError) -> ListingBatch.Bags {
                var turned = [WordBag](repeating: WordBag(), count: rows)
                for (number, bag) in bags.enumerated() {
                    for (row, weight) in zip(bag.rows, bag.weights) {
                        turned[Int(row)].rows.append(Int64(number))
                        turned[Int(row)].weights.append(weight)
                    }
                }
                return try ListingBatch.Bags(turned)
            }
            bags = [
                try turned(title, configuration.buckets), try turned(description, configuration.buckets),
                try turned(places, CategoryRegression.places),
            ]
        }
    }

    private var tables: [EmbeddingBag] { [title, description, place] }
}
