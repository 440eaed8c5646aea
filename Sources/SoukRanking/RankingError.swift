/// What went wrong between a query and its results, where, and what to do next.
public enum RankingError: Error, Sendable, Equatable {
    /// The request makes no sense as it stands.
    case request(reason: String, remedy: String)
    /// A listing is not in the index, or no longer.
    case missingListing(id: String)
    /// The photo of a query cannot be read.
    case photo(reason: String, remedy: String)
    /// A stored file of the ranking (fusion model, calibration) is missing, damaged, or of another version.
    case file(path: String, reason: String, remedy: String)
    /// The request needs the model of the index, which cannot be opened.
    case modelMissing(identity: String)
    /// Training or calibration has nothing to learn from.
    case examples(reason: String, remedy: String)
}

extension RankingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .request(let reason, let remedy), .photo(let reason, let remedy),
            .examples(let reason, let remedy):
            "\(reason). \(remedy)"
        case .missingListing(let id):
            "there is no listing \(id) in the index: it was sold, deleted, or never indexed. "
                + "Build the index after an import, or name another listing."
        case .modelMissing(let identity):
            "the model \(identity.prefix(12)) of this index is missing, so photos and vectors cannot be compared. "
                + "Put the model back in its place, or build the index with another model."
        case .file(let path, let reason, let remedy): "\(path): \(reason). \(remedy)"
        }
    }
}
