/// A stored model that cannot be used.
public enum StoredModelError: Error, Sendable, Equatable {
    /// The model is not there, not finished, damaged, or not what was asked for.
    case unusable(path: String, reason: String, remedy: String)
}

extension StoredModelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unusable(let path, let reason, let remedy): "\(path): \(reason). \(remedy)"
        }
    }
}
