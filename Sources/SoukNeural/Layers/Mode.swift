public import SoukTensors

/// Whether a forward pass trains or judges.
public enum Mode {
    /// Dropout draws from the generator; batch-norm uses and updates the batch's moments.
    case training(Generator)
    case evaluation

    public var isTraining: Bool {
        if case .training = self { true } else { false }
    }
}
