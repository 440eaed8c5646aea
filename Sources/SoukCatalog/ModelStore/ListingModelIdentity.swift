import Foundation

/// What tells one listing model from another: the hashes of all weights that its vectors and answers come from.
package struct ListingModelIdentity: Decodable, Sendable {
    package struct Configuration: Decodable, Sendable {
        package var textHash: String
        package var photoHash: String?

        package init(textHash: String, photoHash: String?) {
            (self.textHash, self.photoHash) = (textHash, photoHash)
        }
    }

    package struct Weights: Decodable, Sendable {
        package var hash: String

        package init(_ hash: String) { self.hash = hash }
    }

    package var weightsHash: String
    package var configuration: Configuration
    package var categoriesHashes: [String]?
    package var regression: Weights
    package var neighboursHash: String
    package var photoExpert: Weights?

    package init(
        weightsHash: String, configuration: Configuration, categoriesHashes: [String]?, regression: Weights,
        neighboursHash: String, photoExpert: Weights?
    ) {
        (self.weightsHash, self.configuration) = (weightsHash, configuration)
        (self.categoriesHashes, self.regression) = (categoriesHashes, regression)
        (self.neighboursHash, self.photoExpert) = (neighboursHash, photoExpert)
    }

    /// SHA-256 over all weights, those of the encoders too: vectors of two identities are never compared.
    package var hash: String {
        let parts = [weightsHash, configuration.textHash, configuration.photoHash ?? "none"]
        return Checksum.sha256(
            (parts + (categoriesHashes ?? [])
                + [regression.hash, neighboursHash, photoExpert?.hash].compactMap { $0 })
                .joined(separator: " "))
    }
}

extension ModelFolder {
    /// The identity of a finished listing model, which an index of its vectors names; nil for any other folder.
    public var listingIdentity: String? {
        guard let data = try? Data(contentsOf: listingURL) else { return nil }
        return (try? JSONDecoder().decode(ListingModelIdentity.self, from: data))?.hash
    }
}

extension ModelStore {
    /// The name under which the listing model is trained unless told otherwise.
    public static let listingName = "listing"

    /// The listing model that a new index is built with: the promoted version, or else the newest finished one; nil
    /// where none was trained.
    public func chosenListingModel() throws(StoredModelError) -> ModelFolder? {
        try promoted(Self.listingName) ?? versions(of: Self.listingName).last { $0.isFinished }
    }

    /// The finished listing model of an identity, under any name; the newest of that name.
    public func listingModel(identity: String) -> ModelFolder? {
        names().flatMap(versions(of:)).last { $0.listingIdentity == identity }
    }
}
