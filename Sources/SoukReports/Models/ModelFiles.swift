import Foundation
import SoukCatalog
import SoukEvaluation

/// What of `model.json`, the description of a photo classifier, people are shown.
struct ClassifierFile: Decodable {
    struct Configuration: Decodable {
        struct Stage: Decodable { var name: String }

        var architecture: String
        var split: SplitKind
        var seed: UInt64
        var pretrained: String?
        var stages: [Stage]
    }

    struct Classes: Decodable { var names: [String] }

    var configuration: Configuration
    var classes: Classes
    var weightsHash: String
    var temperature: Double
    var threshold: AbstentionThreshold
    var trainingPhotos: Int
    var validationLoss: Double
    var validationAccuracy: Double
    var epochs: Int
    var bestEpoch: Int
}

/// What of `listing.json`, the description of a listing model, people are shown.
struct ListingModelFile: Decodable {
    struct Configuration: Decodable { var seed: UInt64 }
    struct Model: Decodable { var dimensions: Int }
    struct Categories: Decodable {
        var classes: [String]
        var areSeveral: Bool { Set(classes).count > 1 }
    }

    var configuration: Configuration
    var model: Model
    var categories: Categories
    var temperature: Double
    var threshold: AbstentionThreshold
    var trainingCounts: [Int]
    var validationLoss: Double
    var validationAccuracy: Double
    var titleRecall: Double?
    var epochs: Int
    var bestEpoch: Int
}

/// What of `ranker.json` people are shown.
struct RankerFile: Decodable {
    var validationLoss: Double
    var epochs: Int
}

extension ModelFolder {
    func decoded<File: Decodable>(_ type: File.Type, from url: URL) throws(StoredModelError) -> File {
        do {
            return try JSONDecoder().decode(type, from: Data(contentsOf: url))
        } catch {
            throw .unusable(
                path: url.path, reason: "cannot be read: \(error)", remedy: "Train the model again.")
        }
    }

    func classifierFile() throws(StoredModelError) -> ClassifierFile {
        try decoded(ClassifierFile.self, from: descriptionURL)
    }

    func listingModelFile() throws(StoredModelError) -> ListingModelFile {
        try decoded(ListingModelFile.self, from: listingURL)
    }
}
