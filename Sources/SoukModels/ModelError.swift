public import SoukTensors

/// What is wrong with a model's files or numbers, where, and what to do next.
public enum ModelError: Error, Sendable, Equatable {
    /// A file that a model is made of is missing or damaged.
    case file(path: String, reason: String, remedy: String)
    /// Weights do not fit, or a computation failed.
    case tensors(TensorError)
}

extension ModelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let path, let reason, let remedy): "\(path): \(reason). \(remedy)"
        case .tensors(let error): error.description
        }
    }
}
