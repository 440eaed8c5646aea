package import Foundation
public import SoukCatalog
public import SoukEvaluation
public import SoukModels

/// `listing.json`: what a trained listing model is, and how its outputs become an answer.
public struct ListingDescription: Codable, Sendable {
    public var name: String
    public var version: Int
    public var configuration: ListingTrainingConfiguration
    public var model: ListingModelConfiguration
    public var categories: CategoryNames
    /// SHA-256 of `best.safetensors`.
    public var weightsHash: String
    /// SHA-256 of the weights of each network for categories; nil where no encoder was fine-tuned.
    public var categoriesHashes: [String]?
    /// The logistic regressions for categories.
    public var regression: RegressionDescription
    /// SHA-256 of `neighbours.safetensors`.
    public var neighboursHash: String
    /// SHA-256 of `photos.safetensors`, and the order of its classes; nil without a photo classifier.
    public var photoExpert: PhotoExpertDescription?
    /// Divides the logits of the model's own head; fitted on validation (Guo et al. 2017).
    public var temperature: Double
    /// How all classifiers' answers become one.
    public var fusion: CategoryFusion
    /// How the answers of the model's own head on words alone become the category that a query speaks of.
    public var intent: CategoryFusion.Weights
    /// Probability from which on an answer is given; nil where validation found none that is good enough.
    public var threshold: AbstentionThreshold
    /// Training listings by class.
    public var trainingCounts: [Int]
    public var validationLoss: Double
    public var validationAccuracy: Double
    /// How often a validation listing's title finds it, shown without title, among the first ten: 0 to 1.
    public var titleRecall: Double?
    public var epochs: Int
    public var bestEpoch: Int

    package init(
        name: String, version: Int, configuration: ListingTrainingConfiguration,
        model: ListingModelConfiguration, categories: CategoryNames, weightsHash: String,
        categoriesHashes: [String]? = nil, regression: RegressionDescription, neighboursHash: String,
        photoExpert: PhotoExpertDescription? = nil, temperature: Double, fusion: CategoryFusion,
        intent: CategoryFusion.Weights, threshold: AbstentionThreshold, trainingCounts: [Int],
        validationLoss: Double, validationAccuracy: Double, titleRecall: Double? = nil, epochs: Int,
        bestEpoch: Int
    ) {
        self.name = name
        self.version = version
        self.configuration = configuration
        self.model = model
        self.categories = categories
        self.weightsHash = weightsHash
        self.categoriesHashes = categoriesHashes
        self.regression = regression
        self.neighboursHash = neighboursHash
        self.photoExpert = photoExpert
        self.temperature = temperature
        self.fusion = fusion
        self.intent = intent
        self.threshold = threshold
        self.trainingCounts = trainingCounts
        self.validationLoss = validationLoss
        self.validationAccuracy = validationAccuracy
        self.titleRecall = titleRecall
        self.epochs = epochs
        self.bestEpoch = bestEpoch
    }

    /// SHA-256 over all weights, those of the encoders too: vectors of two identities are never compared.
    public var identity: String {
        ListingModelIdentity(
            weightsHash: weightsHash,
            configuration: .init(textHash: configuration.textHash, photoHash: configuration.photoHash),
            categoriesHashes: categoriesHashes, regression: .init(regression.hash),
            neighboursHash: neighboursHash, photoExpert: photoExpert.map { .init($0.hash) }
        ).hash
    }

    package var trainingLabels: [Int] {
        trainingCounts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    }
}

/// The photo classifier that a listing model has copied.
public struct PhotoExpertDescription: Codable, Sendable, Equatable {
    public var hash: String
    public var classes: [String]

    package init(
        hash: String, classes: [String]
    ) {
        self.hash = hash
        self.classes = classes
    }
}

/// SHA-256 of the weights of the regression that a listing model answers with, and of its copies, each of which has not
/// seen a fold of the known listings.
public struct RegressionDescription: Codable, Sendable, Equatable {
    public var hash: String
    public var copies: [String]

    package init(
        hash: String, copies: [String]
    ) {
        self.hash = hash
        self.copies = copies
    }
}

extension ModelFolder {
    /// Where a network for categories is trained and kept.
    package func categoriesURL(_ number: Int) -> URL {
        url.appendingPathComponent("categories/\(number)", isDirectory: true)
    }
    package func categoryWeightsURL(_ number: Int) -> URL {
        categoriesURL(number).appendingPathComponent(Self.weightsName)
    }
    /// The regression that a finished model answers with.
    package var regressionURL: URL { url.appendingPathComponent("regression/all.safetensors") }
    package func regressionURL(_ number: Int) -> URL {
        url.appendingPathComponent("regression/\(number).safetensors")
    }
    /// What the listings that a listing model remembers look like.
    package var neighboursURL: URL { url.appendingPathComponent("neighbours.safetensors") }
    /// The photo classifier of a listing model that has one.
    package var photoWeightsURL: URL { url.appendingPathComponent("photos.safetensors") }

    /// What a finished listing model is.
    public func listingDescription() throws(StoredModelError) -> ListingDescription {
        do {
            return try JSONDecoder().decode(ListingDescription.self, from: Data(contentsOf: listingURL))
        } catch {
            throw .unusable(
                path: listingURL.path,
                reason: "cannot be read as a listing model of this version of souk: \(error)",
                remedy: "Train it again.")
        }
    }
}
