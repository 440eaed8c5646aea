package import SoukModels
import SoukTensors

/// All classifiers that have a say in a listing's category: the logistic regressions, the listings most alike, the
/// networks with fine-tuned sentence encoders, and a photo classifier.
package struct CategoryMembers: Sendable {
    package let classCount: Int
    package var regressions: CategoryRegressions
    package let neighbours: NeighbourMemory
    /// Each without another fold of validation, combined: the mean of their log-probabilities. None where
    /// nothing was fine-tuned.
    package var experts: [CategoryExpert]
    /// Reads what is shown of texts; whole texts come read with the features, and need none.
    package var reader: ListingReader?

    package init(
        classCount: Int, regressions: CategoryRegressions, neighbours: NeighbourMemory,
        experts: [CategoryExpert] = [], reader: ListingReader? = nil
    ) {
        self.classCount = classCount
        self.regressions = regressions
        self.neighbours = neighbours
        self.experts = experts
        self.reader = reader
    }

    /// Logits `[members][listings][classes]` by the channels shown. Photo answers come with the features.
    ///
    /// - Parameter folds: where the listings are those of validation, so that of each kind only the copy is asked that
    ///   has not learned from a listing.
    package func logits(
        of features: ListingFeatures,
        showing channels: Set<ListingChannel> = Set(ListingChannel.forCategories),
        photoRows: [[Int64]]? = nil, unseen folds: ListingFolds? = nil
    ) throws -> [[[Float]]] {
        var members = try quick(of: features, showing: channels, photoRows: photoRows, unseen: folds)
        if !experts.isEmpty {
            let copies = try experts.map {
                try $0.logits(of: features, showing: channels, photoRows: photoRows)
            }
            if let own = folds?.folds(copies.count) {
                members.append(own.enumerated().map { copies[$1][$0] })
            } else {
                members.append(Self.meanLogProbabilities(copies, features.count))
            }
        }
        if let answers = features.photoAnswers {
            members.append(
                try Self.means(
                    answers, channels.contains(.photos) ? photoRows ?? features.photos : nil, features.count))
        }
        return members
    }

    /// Those that learn within seconds, so that copies of them can answer for all known listings.
    package func quick(
        of features: ListingFeatures, showing channels: Set<ListingChannel>, photoRows: [[Int64]]? = nil,
        unseen folds: ListingFolds?
    ) throws -> [[[Float]]] {
        let readings = try readings(of: features, showing: channels)
        return [
            try regressions.logits(
                of: features, showing: channels, photoRows: photoRows, readings: readings, unseen: folds),
            try neighbours.logits(
                of: features, showing: channels, photoRows: photoRows, readings: readings, unseen: folds),
        ]
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
    package func probabilities(
        of features: ListingFeatures, showing channels: Set<ListingChannel>, photoRows: [[Int64]]? = nil,
        _ fusion: CategoryFusion, unseen folds: ListingFolds? = nil
    ) throws -> [[Float]] {
        let members = try logits(of: features, showing: channels, photoRows: photoRows, unseen: folds)
        let even = CategoryFusion.even(members: members.count, classes: classCount)
        return (0..<features.count).map { place in
            var shown = features.channels[place].intersection(channels)
            if (photoRows ?? features.photos)[place].isEmpty { shown.remove(.photos) }
            let weights = fusion.weights[.init(shown)] ?? even
            return weights.probabilities(members.map { $0[place] })
        }
    }

    /// Mean log-probabilities `[listings][classes]` of copies `[copies][listings][classes]`.
    private static func meanLogProbabilities(_ copies: [[[Float]]], _ count: Int) -> [[Float]] {
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
