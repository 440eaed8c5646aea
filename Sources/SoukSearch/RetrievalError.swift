/// What went wrong in the index, where, and what to do next.
public enum RetrievalError: Error, Sendable, Equatable {
    /// A file, a folder or a generation is not there.
    case missing(path: String, remedy: String)
    /// A file is there and cannot be read or written.
    case io(path: String, reason: String)
    /// The index of this generation cannot be trusted.
    case damaged(path: String, reason: String, remedy: String)
    /// SQLite refused.
    case database(path: String, reason: String, remedy: String)
    /// A part of an index that lies on several servers cannot be asked, or was too slow; others can.
    ///
    /// - part: for buyers: `part 2 of 3`.
    case unavailable(part: String, path: String, reason: String)
    /// A vector was made by another model than the index; their products mean nothing.
    case wrongModel(index: String, query: String)
    /// A listing cannot be indexed as it is; nothing of its batch was written.
    case listing(id: String, reason: String)
    /// There is no listing of this id, or no longer.
    case unknownListing(id: String)
    /// A vector has the wrong width, or is not a direction.
    case vector(reason: String)
    /// A filter, a limit or a sort order makes no sense.
    case request(reason: String, remedy: String)
    /// A cursor is not ours, was changed, or is too old.
    case cursor(reason: String)
    /// The request's deadline passed before the answer was there.
    case deadline
}

extension RetrievalError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let path, let remedy): "\(path): not found. \(remedy)"
        case .io(let path, let reason): "\(path): \(reason)"
        case .damaged(let path, let reason, let remedy): "\(path): damaged: \(reason). \(remedy)"
        case .database(let path, let reason, let remedy): "\(path): \(reason). \(remedy)"
        case .unavailable(let part, let path, let reason): "\(part) of the index, at \(path): \(reason)"
        case .wrongModel(let index, let query):
            "the index was built with model \(index), and the query's vector is of model \(query). "
                + "Build an index with that model, or promote the model of the index again."
        case .listing(let id, let reason):
            "listing \(id): \(reason). Nothing of this batch was written; mend the listing and send the batch again."
        case .unknownListing(let id): "listing \(id): not in the index. It may have been sold or deleted."
        case .vector(let reason): "vector: \(reason)"
        case .request(let reason, let remedy): "\(reason). \(remedy)"
        case .cursor(let reason): "cursor: \(reason). Search again from the first page."
        case .deadline: "the answer was not there in time. Ask for less, or allow more time."
        }
    }
}
