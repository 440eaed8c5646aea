public import SoukInference

/// What a run tells while it goes on.
public enum TrainingEvent: Sendable {
    /// What is counted.
    public typealias Examples = EncodedItems

    /// Of how many examples features were computed, of those that were not in the cache.
    case features(Examples, done: Int, of: Int)
    case step(
        stage: String, epoch: Int, epochs: Int, batch: Int, batches: Int, loss: Double,
        examples: Examples, perSecond: Double)
    case judging(done: Int, of: Int)
    case epoch(
        stage: String, epoch: Int, trainLoss: Double, trainAccuracy: Double, validationLoss: Double,
        validationAccuracy: Double, isBest: Bool, waitingShare: Double)
}
