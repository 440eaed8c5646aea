/// How often predictions of a given confidence are right: the picture behind the calibration error.
public struct ReliabilityCurve: Sendable, Codable, Equatable {
    /// Bins of equal width over the confidence from 0 to 1; bin `i` is `(i/15, (i+1)/15]`.
    public static let binCount = 15

    /// The bins that hold examples, in order of confidence.
    public let bins: [Bin]

    public struct Bin: Sendable, Codable, Equatable {
        public var lower: Double
        public var upper: Double
        public var count: Int
        /// Mean confidence of the bin's examples.
        public var confidence: Double
        /// Share of the bin's examples that are right.
        public var accuracy: Double

        public init(lower: Double, upper: Double, count: Int, confidence: Double, accuracy: Double) {
            self.lower = lower
            self.upper = upper
            self.count = count
            self.confidence = confidence
            self.accuracy = accuracy
        }
    }

    public init(bins: [Bin]) { self.bins = bins }

    init(_ tally: MetricTally) {
        let width = 1 / Double(Self.binCount)
        bins = tally.bins.enumerated().compactMap { index, bin in
            guard bin.weight > 0 else { return nil }
            return Bin(
                lower: Double(index) * width, upper: Double(index + 1) * width, count: Int(bin.weight),
                confidence: bin.confidence / bin.weight, accuracy: bin.correct / bin.weight)
        }
    }

    static func bin(of confidence: Double) -> Int {
        let index = Int((confidence * Double(binCount)).rounded(.up)) - 1
        return min(max(index, 0), binCount - 1)
    }
}
