import Foundation
import SoukCatalog
import SoukModels
import SoukTensors

/// EfficientNet-Lite2 on noise.
struct PhotoEncoderTrial {
    private let classifier: ImageClassifier
    private let side = Architecture.efficientnetLite2.inputSize
    private let trial: EncoderTrial
    private let folder: URL
    private var random: SplitMix64

    init(_ weights: URL, seed: UInt64) async throws {
        classifier = try ImageClassifier(.efficientnetLite2, classCount: 2, seed: seed)
        try PretrainedWeights.load(weights.appending(path: "efficientnet-lite2.pth"), into: classifier)
        folder = FileManager.default.temporaryDirectory.appending(path: "souk-benchmark-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "weights.safetensors")
        try Safetensors.write(classifier.parameters.weights(), to: file)
        trial = try await EncoderTrial("photo", weights: file, side: side)
        random = SplitMix64(seed: seed)
    }

    mutating func run(_ sizes: [Int], count: Int) throws -> Measurement {
        defer { try? FileManager.default.removeItem(at: folder) }
        var measurement = Measurement(
            "encoders-photos", title: "Photos to vectors by EfficientNet-Lite2", columns: EncoderTrial.columns
        )
        for size in sizes {
            // Blocks of one colour, as photos have areas.
            let pixels = (0..<size * 3 * side * side).map { place in
                UInt8(place / 20 % 13 * 12 + place / side / 20 % 11 * 7)
                    + UInt8.random(in: 0...20, using: &random)
            }
            let batch = try Tensor(pixels, shape: [size, 3, side, side])
            let file = folder.appending(path: "\(size).f32")
            try classifier.architecture.normalised(batch).floats().withUnsafeBytes {
                try Data($0).write(to: file)
            }
            try trial.add(
                to: &measurement, size == 1 ? "1 photo" : "\(size) photos",
                questions: [String](repeating: file.path, count: count),
                encode: { _ in Array(try classifier.embed(batch).floats().prefix(1280)) })
        }
        return measurement
    }
}
