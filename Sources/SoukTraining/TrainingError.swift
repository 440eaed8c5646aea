/// Why there is nothing to learn from, and what to do next.
public enum TrainingError: Error, Sendable, Equatable {
    /// Too few examples, or of too few kinds.
    case examples(reason: String, remedy: String)
}

extension TrainingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .examples(let reason, let remedy): "\(reason). \(remedy)"
        }
    }
}
