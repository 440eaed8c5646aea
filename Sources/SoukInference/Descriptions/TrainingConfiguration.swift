import Foundation
public import SoukCatalog
public import SoukModels
public import SoukTensors

/// All that a run depends on besides the photos; it is kept beside the model as `config.json`.
public struct TrainingConfiguration: Sendable, Codable, Equatable {
    public var architecture: Architecture
    public var split: SplitKind
    /// SHA-256 of the weights file that training starts from; nil from scratch.
    public var pretrained: String?
    public var seed: UInt64
    public var stages: [TrainingStage]
    public var batch: Int
    /// Side of the square input while training. Smaller than the architecture's own size is faster, and
    /// objects look as large as in the whole pictures that are judged later (Touvron et al. 2019).
    public var trainingPixels: Int
    public var augmentation: Augmentation
    public var labelSmoothing: Double
    public var weightDecay: Double
    public var dropout: Double
    /// Weight of the second-level categories' loss beside the classes'; 0 leaves it out.
    public var fineWeight: Double
    /// Decay of the moving average of weights, by step; 0 keeps the last step's weights.
    public var averageDecay: Double
    /// Largest joint norm of the gradients.
    public var gradientLimit: Double
    /// Leaves the depthwise filters of a pretrained backbone as they are. They are generic, and on a CPU
    /// their gradients cost 40 % of a step (5x5 and strided ones have no fast bfloat16 kernel).
    public var keepsDepthwise: Bool
    /// Judges each photo also in the mirror, and averages the logits.
    public var judgesMirrored: Bool
    /// On a device that gains by it.
    public var usesBFloat16: Bool
    public var device: Device

    /// The settings of a training unless told otherwise.
    public static func standard(
        _ architecture: Architecture, split: SplitKind = .listing, seed: UInt64 = 42
    ) -> TrainingConfiguration {
        let isSmall = architecture == .cnn
        return TrainingConfiguration(
            architecture: architecture, split: split, seed: seed,
            stages: isSmall ? [.scratch] : [.head] + TrainingStage.unfreezing,
            batch: isSmall ? 64 : 32, trainingPixels: isSmall ? 64 : architecture.inputSize * 4 / 5 / 16 * 16,
            augmentation: Augmentation(leastArea: isSmall ? 0.4 : 0.3), labelSmoothing: 0.1,
            weightDecay: 0.02,
            dropout: isSmall ? 0.15 : 0.3, fineWeight: 0.5, averageDecay: 0.995, gradientLimit: 5,
            keepsDepthwise: true, judgesMirrored: true, usesBFloat16: true, device: .cpu)
    }
}

/// A part of a run during which the same layers are trained.
public struct TrainingStage: Sendable, Codable, Equatable {
    public var name: String
    /// How many of the backbone's stages, from the output, are trained; nil trains only the last layer,
    /// on cached features; more than there are trains all.
    public var unfrozen: Int?
    /// At most so many passes over the training photos.
    public var epochs: Int
    /// Highest learning rate of the last layer.
    public var rate: Double
    /// What the rate of the backbone's layers is multiplied by.
    public var backboneScale: Double
    /// Epochs without a better validation log-loss before the stage ends.
    public var patience: Int

    public init(
        _ name: String, unfrozen: Int?, epochs: Int, rate: Double, backboneScale: Double = 1, patience: Int
    ) {
        (self.name, self.unfrozen, self.epochs) = (name, unfrozen, epochs)
        (self.rate, self.backboneScale, self.patience) = (rate, backboneScale, patience)
    }

    package static let scratch = TrainingStage(
        "from scratch", unfrozen: .max, epochs: 60, rate: 2e-3, patience: 10)
    static let head = TrainingStage("new last layer", unfrozen: nil, epochs: 100, rate: 2e-3, patience: 10)
    /// More layers with smaller rates (Howard and Ruder 2018).
    static let unfreezing = [
        TrainingStage("upper half", unfrozen: 4, epochs: 2, rate: 5e-4, backboneScale: 0.5, patience: 2),
        TrainingStage("all layers", unfrozen: .max, epochs: 10, rate: 4e-4, backboneScale: 0.5, patience: 3),
    ]
}
