import Models
import Tensors

/// All classifiers that have a say in a listing's category: the listing model's own head, the networks with
/// fine-tuned sentence encoders, and a photo classifier.
struct CategoryMembers: Sendable {
    let model: ListingModel
    /// None where nothing was fine-tuned.
    let experts: [CategoryExpert]

    /// Logits `[members][listings][classes]` by the channels shown. Photo answers come with the features.
    func logits(
        of features: ListingFeatures,
        showing channels: Set<ListingChannel> = Set(ListingChannel.forCategories),
        photoRows: [[Int64]]? = nil
    ) throws -> [[[Float]]] {
        var members = [
            try ListingScorer(model).logits(of: features, showing: channels, photoRows: photoRows)
        ]
        for expert in experts {
            members.append(try expert.logits(of: features, showing: channels, photoRows: photoRows))
        }
        if let answers = features.photoAnswers {
            members.append(
                try Self.means(
                    answers, channels.contains(.photos) ? photoRows ?? features.photos : nil, features.count))
        }
        return members
    }

    /// Calibrated probabilities `[listings][classes]`.
    func probabilities(
        of features: ListingFeatures, showing channels: Set<ListingChannel>, photoRows: [[Int64]]? = nil,
        _ fusion: CategoryFusion
    ) throws -> [[Float]] {
        let members = try logits(of: features, showing: channels, photoRows: photoRows)
        let even = CategoryFusion.even(members: members.count, classes: model.configuration.classCount)
        return (0..<features.count).map { place in
            var shown = features.channels[place].intersection(channels)
            if (photoRows ?? features.photos)[place].isEmpty { shown.remove(.photos) }
            let weights = fusion.weights[.init(shown)] ?? even
            return weights.probabilities(members.map { $0[place] })
        }
    }

    /// Fits the fusion on listings with labels, for each kind of evidence on those that have it.
    func fusion(_ features: ListingFeatures, labels: [Int]) throws -> CategoryFusion {
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
                try logits(of: features, showing: shown).map { rows in judged.map { rows[$0] } },
                labels: judged.map { labels[$0] })
        }
        return CategoryFusion(weights: weights)
    }

    /// With fewer validation listings, nothing is fitted.
    private static let fewest = 30

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
