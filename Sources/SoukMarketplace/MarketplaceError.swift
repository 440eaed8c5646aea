/// What went wrong in a live marketplace, where, and what to do next.
public enum MarketplaceError: Error, Sendable, Equatable {
    /// A field of what was handed in makes no sense.
    case field(name: String, reason: String, remedy: String)
    /// No listing of this id is on sale.
    case unknownListing(id: String)
    /// The listing was cleaned and nothing to sell was left.
    case rejected(id: String, reason: String)
    /// The photo cannot be used.
    case photo(reason: String)
    /// There is no listing model, and without one this cannot be done.
    case noModel(what: String)
}

extension MarketplaceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .field(let name, let reason, let remedy): "\(name): \(reason). \(remedy)"
        case .unknownListing(let id):
            "no listing \"\(id)\" is on sale: it was sold, deleted, or never there. Put it first, or name another."
        case .rejected(let id, let reason):
            "the listing \"\(id)\" was rejected: \(reason). Give it a title or a description."
        case .photo(let reason): "the photo was rejected: \(reason)"
        case .noModel(let what):
            "\(what) needs a listing model: train one, then build an index with it."
        }
    }
}
