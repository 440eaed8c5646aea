import Foundation
import SoukCatalog
import SoukInference
import SoukModels
import SoukRanking
import SoukTensors

/// The listings of a run with their features, labels and queries.
struct ListingTrainingData: Sendable {
    var training, validation: ListingFeatures
    let labels, validationLabels: ListingLabels
    let names: CategoryNames
    let queries: MadeQueries
    let queryWords: [WordBag]
    /// `[queries + 1, 384]`, zeros in the last row for a query without words.
    let queryMeaning: Tensor

    func pair(_ index: Int, _ rule: PairRule, _ random: inout SplitMix64) -> ListingPair {
        rule.draw(
            has: training.channels[index], photos: training.photos[index], queries: queries.rows[index],
            using: &random)
    }

    /// The pairs' queries; one that asks nothing has no channels.
    func queryBatch(_ pairs: [ListingPair]) throws(TensorError) -> ListingBatch {
        let empty = WordBag()
        let last = queryMeaning.shape[0] - 1
        let places = try Tensor(pairs.map { Int64($0.query ?? last) }, shape: [pairs.count])
        let noPhoto = Int64(training.photoTable.shape[0] - 1)
        let photos = try Tensor(pairs.map { $0.queryPhoto ?? noPhoto }, shape: [pairs.count])
        return try ListingBatch(
            title: pairs.map { $0.query.map { queryWords[$0] } ?? empty },
            description: pairs.map { _ in empty }, category: pairs.map { _ in empty },
            titleMeaning: queryMeaning.selecting(places),
            descriptionMeaning: .zeros([pairs.count, queryMeaning.shape[1]]),
            photos: training.photoTable.selecting(photos), price: pairs.map { _ in PriceCode.values(nil) },
            condition: pairs.map { _ in ConditionWords.values("") },
            showing: pairs.map { pair in
                (pair.query == nil ? [] : ListingChannel.title)
                    .union(pair.queryPhoto == nil ? [] : [.photos])
            })
    }
}

extension ListingTrainingData {
    init(
        training: [ListingContent], validation: [ListingContent], labels: ListingLabels,
        validationLabels: ListingLabels, names: CategoryNames, queries: MadeQueries,
        encoders: ListingEncoders,
        words: ListingWords, report: EncodingProgress, isCancelled: () -> Bool
    ) throws {
        self.training = try ListingFeatures(
            training, encoders: encoders, words: words, report: report, isCancelled: isCancelled)
        self.validation = try ListingFeatures(
            validation, encoders: encoders, words: words, report: report, isCancelled: isCancelled)
        (self.labels, self.validationLabels) = (labels, validationLabels)
        (self.names, self.queries) = (names, queries)
        queryWords = queries.texts.map(words.bag)
        let meaning = try encoders.sentences(
            queries.texts, limit: ListingEncoders.titleLimit,
            report: { report(.queries, $0, $1) }, isCancelled: isCancelled)
        queryMeaning = try .concatenate([meaning, .zeros([1, encoders.text.width])])
    }
}
