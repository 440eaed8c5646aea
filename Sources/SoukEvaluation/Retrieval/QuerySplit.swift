import Foundation

/// Parts queries into those to train on and those to judge on.
///
/// The part of a query depends on its text and the seed only, so that it stays the same when a table grows, and
/// is the same wherever the query is asked in other case or spacing.
public struct QuerySplit: Sendable, Codable, Equatable {
    /// Share of the queries to train on, from 0 to 1.
    public var trainFraction: Double
    public var seed: UInt64

    enum CodingKeys: String, CodingKey {
        case seed
        case trainFraction = "train_fraction"
    }

    public init(trainFraction: Double = 0.8, seed: UInt64 = 42) {
        self.trainFraction = trainFraction
        self.seed = seed
    }

    public func isTraining(_ query: String) -> Bool {
        Double(hash(query) >> 11) * 0x1p-53 < trainFraction
    }

    public func parts(_ queries: [JudgedQuery]) -> (train: [JudgedQuery], test: [JudgedQuery]) {
        let train = queries.filter { isTraining($0.text) }
        return (train, queries.filter { !isTraining($0.text) })
    }

    /// FNV-1a over seed and query, then SplitMix64's finaliser.
    func hash(_ query: String) -> UInt64 {
        let words = query.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(seed):\(words)".utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
        return state ^ (state >> 31)
    }
}
