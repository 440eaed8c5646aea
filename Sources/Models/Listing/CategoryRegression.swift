import Neural
import Tensors

/// The categories of listings by multinomial logistic regression: hashed words of title and description,
/// sentence vectors of both and of the whole text, photos, price, and where the seller is, who often offers several
/// things of a kind.
///
/// It learns within seconds, remembers rare words better than a network, and errs elsewhere.
public struct CategoryRegression: Sendable {
    public let parameters: ParameterStore
    /// Mean and deviation of the photo features of training.
    public let photoMean, photoDeviation: Tensor

    private let title, description, place: EmbeddingBag
    private let rest: Linear

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
    }

    /// One regression that answers as several do together: they are linear, so that the mean of their weights gives the
    /// mean of their logits.
    public static func mean(
        of copies: [CategoryRegression], _ configuration: ListingModelConfiguration
    ) throws(TensorError) -> CategoryRegression {
        let mean = try CategoryRegression(configuration)
        guard let first = copies.first else { return mean }
        try withoutGradient { () throws(TensorError) in
            try mean.photoMean.assign(first.photoMean)
            try mean.photoDeviation.assign(first.photoDeviation)
            for place in mean.learned.indices {
                var sum = first.learned[place].tensor
                for copy in copies.dropFirst() { sum = try sum + copy.learned[place].tensor }
                try mean.learned[place].tensor.assign(sum / Double(copies.count))
            }
        }
        return mean
    }

    /// What some listings tell the regression.
    public struct Input: Sendable {
        /// Words of title and description, and places; beside each, what its sums are multiplied by, `[batch, 1]`.
        let bags: [(rows: ListingBatch.Bags, factor: Tensor)]
        /// All that is no word, `[batch, width]`.
        let rest: Tensor
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
        let rest = [
            try batch.titleMeaning * shown(.titleMeaning, Scale.titleMeaning),
            try batch.descriptionMeaning * shown(.descriptionMeaning, Scale.descriptionMeaning),
            try (batch.photos - photoMean) / photoDeviation * shown(.photos, Scale.photos),
            try batch.price * shown(.price, Scale.price),
            try readings * Scale.reading,
        ]
        return Input(
            bags: [
                (batch.title, try titles * Scale.title),
                (batch.description, try descriptions * Scale.description),
                (try ListingBatch.Bags(places), try anyText * Scale.place),
            ], rest: try .concatenate(rest, axis: 1))
    }

    /// Logits `[batch, classes]`.
    public func callAsFunction(_ input: Input) throws(TensorError) -> Tensor {
        var sum = try rest(input.rest)
        for (table, (bags, factor)) in zip(tables, input.bags) {
            sum = try sum + table(bags.rows, offsets: bags.offsets, factors: bags.weights) * factor
        }
        return sum
    }

    /// What is learned, and whether the penalty holds it.
    public var learned: [(tensor: Tensor, isPenalised: Bool)] {
        tables.map { ($0.weight, true) } + [(rest.weight, true), (rest.bias, false)]
    }

    /// The gradients of the cross-entropy with respect to `learned`, in its order: for a linear model the input,
    /// transposed, times what the answers are off by. Some ten times as fast as going back through the
    /// tables row by row.
    ///
    /// - Parameter residuals: `[batch, classes]`, probabilities less 1 at the true class, divided by the batch.
    public func gradients(
        _ input: Input, transposed: Transposed, residuals: Tensor
    ) throws(TensorError) -> [Tensor] {
        var gradients: [Tensor] = []
        for ((_, factor), bags) in zip(input.bags, transposed.bags) {
            gradients.append(
                try (residuals * factor).embeddingBag(
                    bags.rows, offsets: bags.offsets, factors: bags.weights))
        }
        return try gradients + [residuals.transposed().matmul(input.rest), residuals.sum(axes: [0])]
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
