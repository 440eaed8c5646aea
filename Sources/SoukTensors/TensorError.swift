/// What went wrong with tensors and their files, where, and what to do next.
public enum TensorError: Error, Sendable, Equatable {
    /// The operands of an operation do not fit together.
    case shape(operation: String, operands: String, expected: String, found: String)
    /// libtorch refused an operation.
    case torch(operation: String, message: String)
    /// A file of tensors cannot be read or written.
    case file(path: String, reason: String, remedy: String)
    /// A file of weights does not fit the model that loads it.
    case weights(path: String, parameter: String, expected: String, found: String)
    /// The device that was asked for cannot be used.
    case device(requested: String, reason: String, remedy: String)
}

extension TensorError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .shape(let operation, let operands, let expected, let found):
            "\(operation)(\(operands)): expected \(expected), found \(found)"
        case .torch(let operation, let message): "\(operation): libtorch says: \(message)"
        case .file(let path, let reason, let remedy): "\(path): \(reason). \(remedy)"
        case .weights(let path, let parameter, let expected, let found):
            "\(path): parameter '\(parameter)': expected \(expected), found \(found). "
                + "Load weights that were saved from the same architecture and options."
        case .device(let requested, let reason, let remedy): "device '\(requested)': \(reason). \(remedy)"
        }
    }
}
