import Foundation
import SoukCatalog
import SoukModels
import SoukReports
import SoukTensors

/// `ranker.json`: what a trained ranker is.
public struct RankerDescription: Codable, Sendable, Equatable {
    public var name: String
    public var version: Int
    public var configuration: RankerTrainingConfiguration
    /// The sizes of its BERT.
    public var sizes: BERT.Configuration
    /// SHA-256 of `best.safetensors`: the model's identity.
    public var weightsHash: String
    public var trainingQueries: Int
    public var trainingPairs: Int
    public var steps: Int
    public var epochs: Int
    public var bestEpoch: Int
    public var validationLoss: Double
}

extension ModelFolder {
    static let examplesName = "examples.json"
    var examplesURL: URL { url.appendingPathComponent(Self.examplesName) }

    public func rankerDescription() throws(StoredModelError) -> RankerDescription {
        do {
            return try JSONDecoder().decode(RankerDescription.self, from: Data(contentsOf: rankerURL))
        } catch {
            throw .unusable(
                path: rankerURL.path, reason: "cannot be read as a ranker: \(error)",
                remedy: "Train one: souk train ranker --judgements FILE.csv.")
        }
    }

    /// The queries that a ranker has learned from.
    public func rankerQueries() throws(StoredModelError) -> Set<String> {
        do {
            let examples = try JSONDecoder().decode(
                RankerTrainer.Examples.self, from: Data(contentsOf: examplesURL))
            return Set(examples.training.map(\.text))
        } catch {
            throw .unusable(
                path: examplesURL.path, reason: "does not tell what the ranker has learned from: \(error)",
                remedy: "Train it again: souk train ranker --judgements FILE.csv.")
        }
    }

    /// The cross-encoder of a finished ranker, after its weights were checked against their hash.
    ///
    /// - Parameter encoder: the folder of the sentence encoder, for its vocabulary.
    public func crossEncoder(encoder: URL) throws -> CrossEncoder {
        let description = try rankerDescription()
        let found = try Checksum.sha256(of: weightsURL)
        guard found == description.weightsHash else {
            throw StoredModelError.unusable(
                path: weightsURL.path,
                reason: "the weights have SHA-256 \(found.prefix(12))…, expected "
                    + "\(description.weightsHash.prefix(12))…",
                remedy: "The file was changed or damaged: train the ranker again, or restore it.")
        }
        let tokenizer = try WordPieceTokenizer(vocabulary: encoder.appendingPathComponent("vocab.txt"))
        let model = try CrossEncoder(
            description.sizes, tokenizer, description.configuration.model,
            seed: description.configuration.seed)
        try model.parameters.load(Safetensors.read(weightsURL).tensors, from: weightsURL.path)
        return model
    }
}
