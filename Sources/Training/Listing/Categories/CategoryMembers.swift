import Models
import Tensors

/// All classifiers that have a say in a listing's category: the listing model's own head, the networks with
/// fine-tuned sentence encoders, the logistic regressions, the listings most alike, and a photo classifier. Copies of a kind, which differ in the
/// fold of validation that they did not learn from, speak with one voice: the mean of their log-probabilities.
struct CategoryMembers: Sendable {
    let model: ListingModel
    /// None where nothing was fine-tuned.
    let experts: [CategoryExpert]
    var regressions: [CategoryRegression]
    let neighbours: NeighbourMemory
    /// Reads what is shown of texts; whole texts come read with the features, and need none.
    var reader: ListingReader?

    /// Logits `[members][listings][classes]` by the channels shown. Photo answers come with the features.
    ///
    /// - Parameter folds: where the listings are those of validation, so that of each kind only the copy is asked that
    ///   has not learned from a listing.
    func logits(
        of features: ListingFeatures,
        showing channels: Set<ListingChannel> = Set(ListingChannel.forCategories),
        photoRows: [[Int64]]? = nil, unseen folds: ValidationFolds? = nil
    ) throws -> [[[Float]]] {
        var members = [
            try ListingScorer(model).logits(of: features, showing: channels, photoRows: photoRows)
        ]
        let readings = try readings(of: features, showing: channels)
        let kinds = [
            try experts.map { try $0.logits(of: features, showing: channels, photoRows: photoRows) },
            try regressions.map {
                try $0.logits(of: features, showing: channels, photoRows: photoRows, readings: readings)
            },
        ]
        for copies in kinds where !copies.isEmpty {
            if let own = folds?.folds(copies.count) {
                members.append(own.enumerated().map { copies[$1][$0] })
            } else {
                members.append(Self.voice(copies, features.count))
            }
        }
        members.append(
            try neighbours.logits(
                of: features, showing: channels, photoRows: photoRows, readings: readings, unseen: folds))
        if let answers = features.photoAnswers {
            members.append(
                try Self.means(
                    answers, channels.contains(.photos) ? photoRows ?? features.photos : nil, features.count))
        }
        return members
    }

    /// What the reader makes of the texts as far as they are shown.
    private func readings(
        of features: ListingFeatures, showing channels: Set<ListingChannel>
    ) throws -> Tensor {
        guard let reader, !channels.isSuperset(of: [.titleWords, .descriptionWords]) else {
            return features.readings
        }
        return try reader.vectors(of: features.texts.map { $0.shown(by: channels) })
    }

    /// Calibrated probabilities `[listings][classes]`.
    func probabilities(
        of features: ListingFeatures, showing channels: Set<ListingChannel>, photoRows: [[Int64]]? = nil,
        _ fusion: CategoryFusion, unseen folds: ValidationFolds? = nil
    ) throws -> [[Float]] {
        let members = try logits(of: features, showing: channels, photoRows: photoRows, unseen: folds)
        let even = CategoryFusion.even(members: members.count, classes: model.configuration.classCount)
        return (0..<features.count).map { place in
            var shown = features.channels[place].intersection(channels)
            if (photoRows ?? features.photos)[place].isEmpty { shown.remove(.photos) }
            let weights = fusion.weights[.init(shown)] ?? even
            return weights.probabilities(members.map { $0[place] })
        }
    }

    /// Fits the fusion on the validation listings, for each kind of evidence on those that have it.
    func fusion(
        _ features: ListingFeatures, labels: [Int], _ folds: ValidationFolds
    ) throws -> CategoryFusion {
        let all = Set(ListingChannel.forCategories)
        var weights: [CategoryFusion.Evidence: CategoryFusion.Weights] = [:]
        for evidence in CategoryFusion.Evidence.allCases {
            let shown: Set<ListingChannel> =
                switch evidence {
                case .text: all.subtracting([.photos])
                case .photos: [.photos]
                case .both: all
                }
            let judged = (0..<features.count).filter {
                CategoryFusion.Evidence(features.channels[$0].intersection(shown)) == evidence
            }
            guard judged.count >= Self.fewest else { continue }
            weights[evidence] = try .fit(
                try logits(of: features, showing: shown, unseen: folds).map { rows in
                    judged.map { rows[$0] }
                },
                labels: judged.map { labels[$0] })
        }
        return CategoryFusion(weights: weights)
    }

    /// With fewer validation listings, nothing is fitted.
    private static let fewest = 30

    /// Mean log-probabilities `[listings][classes]` of copies `[copies][listings][classes]`.
    private static func voice(_ copies: [[[Float]]], _ count: Int) -> [[Float]] {
        (0..<count).map { place in
            var sums = [Float](repeating: 0, count: copies[0][place].count)
            for copy in copies {
                for (label, value) in CategoryFusion.logProbabilities(copy[place]).enumerated() {
                    sums[label] += Float(value) / Float(copies.count)
                }
            }
            return sums
        }
    }

    /// The mean logits of each listing's photos; zeros without any.
    private static func means(
        _ answers: Tensor, _ rows: [[Int64]]?, _ count: Int
    ) throws(TensorError) -> [[Float]] {
        guard let rows else {
            return [[Float]](repeating: [Float](repeating: 0, count: answers.shape[1]), count: count)
        }
        var (start, offsets): (Int64, [Int64]) = (0, [])
        for row in rows {
            offsets.append(start)
            start += Int64(row.count)
        }
        return try answers.embeddingBag(
            Tensor(rows.flatMap { $0 }, shape: [Int(start)]), offsets: Tensor(offsets, shape: [rows.count]),
            mode: .mean
        ).rows()
    }
}
