public import Foundation
public import SoukCatalog
import SoukEvaluation
public import SoukSearch
package import SoukModels
import SoukNeural
public import SoukRanking
import SoukTensors

/// A finished listing model: vectors of listings and queries in one space, and categories.
public final class TrainedListingModel: ContentEncoder, ListingClassifier, @unchecked Sendable {
    public let folder: ModelFolder
    public let description: ListingDescription
    /// Of the weights with those of the encoders: what an index must have been built with.
    public let identity: String
    package let model: ListingModel
    package let encoders: ListingEncoders
    package let words: ListingWords
    private let members: CategoryMembers
    private let fusion: CategoryFusion

    public var dimensions: Int { description.model.dimensions }
    public var fields: [VectorField] { VectorField.allCases }

    /// Of the split that it was trained on.
    public var splitSeed: UInt64 { description.configuration.split }

    /// `listing/2`.
    public var reference: String { "\(folder.name)/\(folder.version)" }

    /// Loads the weights after checking that they, and the encoders, are those that the model was trained with.
    ///
    /// - Parameters:
    ///   - folder: A finished version of a listing model.
    ///   - cache: A workspace's folder, where the encoders' vectors are kept and found.
    public init(_ folder: ModelFolder, cache: URL? = nil) throws {
        let description = try folder.listingDescription()
        let root = folder.url.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        try Self.check(folder.weightsURL, description.weightsHash)
        model = try ListingModel(description.model, seed: description.configuration.seed)
        try model.parameters.load(Safetensors.read(folder.weightsURL).tensors, from: folder.weightsURL.path)
        words = ListingWords(
            hashed: HashedText(buckets: description.model.buckets), rarity: try model.rarity.floats())
        let photos: PhotoBackbone? =
            description.configuration.photoHash == nil ? nil : try .standard(in: root)
        encoders = try ListingEncoders(
            photos: photos, photoExpert: Self.photoExpert(folder, description),
            reader: ListingReader(
                description.configuration.reader, expecting: description.configuration.readerHash,
                cache: cache),
            cache: cache)
        members = CategoryMembers(
            classCount: description.model.classCount,
            regressions: CategoryRegressions(
                all: try Self.regression(
                    folder.regressionURL, description.regression.hash, description.model)),
            neighbours: try Self.neighbours(folder, description),
            experts: try Self.experts(folder, description), reader: encoders.reader)
        fusion = description.fusion
        guard encoders.textHash == description.configuration.textHash,
            photos?.hash == description.configuration.photoHash
        else {
            throw StoredModelError.unusable(
                path: folder.url.path, reason: "was trained with other encoders than those that are here",
                remedy: "Put the encoders' weights back, or train \(folder.name) again.")
        }
        (self.folder, self.description, identity) = (folder, description, description.identity)
    }

    private static func photoExpert(
        _ folder: ModelFolder, _ description: ListingDescription
    ) throws -> PhotoExpert? {
        guard let own = description.photoExpert else { return nil }
        try check(folder.photoWeightsURL, own.hash)
        return try PhotoExpert(
            weights: folder.photoWeightsURL, classes: own.classes, categories: description.categories.classes)
    }

    private static func experts(
        _ folder: ModelFolder, _ description: ListingDescription
    ) throws -> [CategoryExpert] {
        try (description.categoriesHashes ?? []).enumerated().map { number, hash in
            let url = folder.categoryWeightsURL(number)
            try check(url, hash)
            let configuration = description.configuration
            let expert = CategoryExpert(
                network: try CategoryNetwork(description.model, seed: configuration.seed),
                encoder: try configuration.reader.load(expecting: configuration.readerHash).encoder,
                frozenLayers: configuration.categories?.frozenLayers ?? 0)
            try expert.load(Safetensors.read(url).tensors, from: url.path)
            return expert
        }
    }

    private static func regression(
        _ url: URL, _ hash: String, _ sizes: ListingModelConfiguration
    ) throws -> CategoryRegression {
        try check(url, hash)
        let regression = try CategoryRegression(sizes)
        try regression.parameters.load(Safetensors.read(url).tensors, from: url.path)
        return regression
    }

    private static func neighbours(
        _ folder: ModelFolder, _ description: ListingDescription
    ) throws -> NeighbourMemory {
        try check(folder.neighboursURL, description.neighboursHash)
        return try NeighbourMemory(folder.neighboursURL, classCount: description.model.classCount)
    }

    private static func check(_ url: URL, _ expected: String) throws {
        let found = try Checksum.sha256(of: url)
        guard found == expected else {
            throw StoredModelError.unusable(
                path: url.path,
                reason: "the weights have SHA-256 \(found.prefix(12))…, expected \(expected.prefix(12))…",
                remedy: "The file was changed or damaged: train the model again, or restore it.")
        }
    }

    /// Vectors of length 1, `[dimensions]`, of each listing: of its text, of its photos, and of all together;
    /// what a listing lacks is absent.
    public func embed(listings: [ListingContent]) throws -> [[VectorField: [Float]]] {
        let features = try features(listings, forCategories: false)
        let scorer = ListingScorer(model)
        var answers = [[VectorField: [Float]]](repeating: [:], count: listings.count)
        let views: [(VectorField, Set<ListingChannel>)] = [
            (.text, ListingChannel.text), (.photo, [.photos]), (.fused, Set(ListingChannel.allCases)),
        ]
        for (field, channels) in views {
            let rows = try scorer.vectors(of: features, showing: channels).rows()
            for (place, row) in rows.enumerated() {
                let present = features.channels[place].intersection(channels)
                if !present.isDisjoint(with: [.titleWords, .descriptionWords, .photos]) {
                    answers[place][field] = row
                }
            }
        }
        return answers
    }

    /// Vectors of length 1 whose dot product with any vector of a listing says how well they match.
    ///
    /// - Throws: `CatalogError.usage` for a query of nothing, and what decoding a photo throws.
    public func embed(queries: [QueryContent]) throws -> [[Float]] {
        try queries.count == 1 ? Runtime.onThisThread { try vectors(of: queries) } : vectors(of: queries)
    }

    private func vectors(of queries: [QueryContent]) throws -> [[Float]] {
        guard !queries.isEmpty else { return [] }
        for query in queries where query.photo == nil && Self.text(query).isEmpty {
            throw CatalogError.usage(
                reason: "the query has neither words nor a photo", remedy: "Give at least one of them.")
        }
        let batch = try batch(of: queries)
        return try withoutGradient { () throws(TensorError) in
            try model.vectors(model.channels(batch, .evaluation), presence: batch.presence, .evaluation)
                .rows()
        }
    }

    private static func text(_ query: QueryContent) -> String {
        (query.words ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What queries say: words as if they were a title, and a photo.
    private func batch(of queries: [QueryContent]) throws -> ListingBatch {
        let texts = queries.map(Self.text)
        let meaning = try encoders.sentences(texts, limit: ListingEncoders.titleLimit)
        var photos: [Float] = []
        var present: [Set<ListingChannel>] = []
        for (query, text) in zip(queries, texts) {
            let vector = try query.photo.flatMap { try encoders.photos?.features([$0]).first }
            photos += vector ?? [Float](repeating: 0, count: PhotoBackbone.width)
            present.append((text.isEmpty ? [] : ListingChannel.title).union(vector == nil ? [] : [.photos]))
        }
        let (empty, count) = (WordBag(), queries.count)
        return try ListingBatch(
            title: texts.map(words.bag), description: texts.map { _ in empty },
            category: texts.map { _ in empty },
            titleMeaning: meaning, descriptionMeaning: .zeros([count, encoders.text.width]),
            photos: Tensor(photos, shape: [count, PhotoBackbone.width]),
            price: texts.map { _ in PriceCode.values(nil) },
            condition: texts.map { _ in ConditionWords.values("") },
            showing: present)
    }

    /// The categories of listings by what they tell, never by the category that they name.
    ///
    /// A model of a marketplace without categories names none.
    public func categories(_ listings: [ListingContent]) throws -> [CategoryAnswer] {
        guard description.categories.areSeveral else {
            return listings.map { _ in CategoryAnswer(probabilities: [], isSure: false) }
        }
        return try probabilities(of: features(listings)).map { row in
            let ranked = row.indices.sorted { (row[$0], $1) > (row[$1], $0) }
            let guesses = ranked.map {
                CategoryGuess(category: description.categories.classes[$0], probability: Double(row[$0]))
            }
            return CategoryAnswer(
                probabilities: guesses,
                isSure: description.threshold.accepts(confidence: row[ranked[0]]))
        }
    }

    /// The probability of each category, by name, that the words of a query speak of: by the model's own head,
    /// which needs no other encoder than the query's vector does, so that a search does not wait for it.
    public func categories(ofQueries words: [String]) throws -> [[String: Double]] {
        guard description.categories.areSeveral else { return words.map { _ in [:] } }
        return try words.count == 1 ? Runtime.onThisThread { try guesses(of: words) } : guesses(of: words)
    }

    private func guesses(of words: [String]) throws -> [[String: Double]] {
        let batch = try batch(of: words.map { QueryContent(words: $0) })
        let logits = try withoutGradient { () throws(TensorError) in
            try model.topCategories(model.channels(batch, .evaluation), presence: batch.presence).rows()
        }
        return logits.map { row in
            let guesses = zip(
                description.categories.classes, description.intent.probabilities([row]).map(Double.init))
            return Dictionary(guesses) { one, _ in one }
        }
    }

    package func features(
        _ listings: [ListingContent], forCategories: Bool = true,
        report: EncodingProgress = { _, _, _ in }, isCancelled: () -> Bool = { false }
    ) throws -> ListingFeatures {
        var encoders = encoders
        if !forCategories { (encoders.photoExpert, encoders.reader) = (nil, nil) }
        let seen = listings.map { listing in
            var listing = listing
            if encoders.photos == nil { listing.photos = [] }
            return listing
        }
        return try ListingFeatures(
            seen, encoders: encoders, words: words, report: report, isCancelled: isCancelled)
    }

    /// Calibrated, `[listings][classes]`, by the channels shown.
    package func probabilities(
        of features: ListingFeatures,
        showing channels: Set<ListingChannel> = Set(ListingChannel.forCategories),
        photoRows: [[Int64]]? = nil, unseen folds: ListingFolds? = nil
    ) throws -> [[Float]] {
        var members = members
        if folds != nil {
            members.regressions.copies = try description.regression.copies.enumerated().map { number, hash in
                try Self.regression(folder.regressionURL(number), hash, description.model)
            }
        }
        return try members.probabilities(
            of: features, showing: channels, photoRows: photoRows, fusion, unseen: folds)
    }
}
