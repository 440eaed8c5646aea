/// A stored model that cannot be used.
public enum StoredModelError: Error, Sendable, Equatable {
    /// There is no such model, or none that is finished.
    case missing(path: String, reason: String, remedy: String)
    /// The public weights of an architecture, which training starts from, are not there.
    case weightsMissing(architecture: String, remedy: String)
    /// The model is damaged, or not what was asked for.
    case unusable(path: String, reason: String, remedy: String)
}

extension StoredModelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .weightsMissing(let architecture, let remedy):
            "the ImageNet weights of \(architecture) are not here. \(remedy)"
        case .missing(let path, let reason, let remedy), .unusable(let path, let reason, let remedy):
            "\(path): \(reason). \(remedy)"
        }
    }
}
