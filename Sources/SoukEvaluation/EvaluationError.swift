/// What cannot be judged, and what to do about it.
public enum EvaluationError: Error, Sendable, Equatable {
    /// Examples, labels, probabilities or figures that make no sense together, or too few of them.
    case examples(reason: String, remedy: String)
}

extension EvaluationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .examples(let reason, let remedy): "\(reason). \(remedy)"
        }
    }
}
