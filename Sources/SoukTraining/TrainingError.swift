/// What went wrong in training or evaluation, where, and what to do next.
public enum TrainingError: Error, Sendable, Equatable {
    /// Probabilities, logits or labels make no sense together.
    case predictions(reason: String, remedy: String)
    /// A model is not there, not finished, or damaged.
    case model(path: String, reason: String, remedy: String)
    /// A run's record (configuration, metrics, TensorBoard events) cannot be read or written.
    case record(path: String, reason: String, remedy: String)
}

extension TrainingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .predictions(let reason, let remedy): "\(reason). \(remedy)"
        case .model(let path, let reason, let remedy): "\(path): \(reason). \(remedy)"
        case .record(let path, let reason, let remedy): "\(path): \(reason). \(remedy)"
        }
    }
}
