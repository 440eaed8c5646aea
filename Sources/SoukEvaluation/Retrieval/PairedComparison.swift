import Foundation
import SoukCatalog

/// Whether one system is better than another on the same queries, or chance will do as an explanation.
public struct PairedComparison: Sendable, Codable, Equatable {
    /// First less second, with its paired bootstrap interval.
    public let difference: Estimate
    /// How often chance alone gives at least this absolute mean difference: the sign of each query's
    /// difference is flipped at random (Fisher's randomisation test; Smucker et al., "A Comparison of
    /// Statistical Significance Tests for Information Retrieval Evaluation", 2007).
    public let permutationP: Double
    /// Two-sided sign test over the queries that differ.
    public let signP: Double
    public let wins: Int
    public let losses: Int
    public let ties: Int

    enum CodingKeys: String, CodingKey {
        case difference, wins, losses, ties
        case permutationP = "permutation_p"
        case signP = "sign_p"
    }

    /// - Throws: `EvaluationError.examples` when they have not the same number of queries.
    public init(
        _ first: QueryFigures, _ second: QueryFigures, resamples: Int = 1_000, seed: UInt64 = 42
    ) throws(EvaluationError) {
        let differences = try first.difference(to: second)
        difference = differences.estimate(resamples: resamples, seed: seed)
        permutationP = Self.permutation(differences.values, rounds: resamples, seed: seed)
        wins = differences.values.count { $0 > 0 }
        losses = differences.values.count { $0 < 0 }
        ties = differences.values.count - wins - losses
        signP = Self.sign(wins: wins, losses: losses)
    }

    /// Worse, and by more than the choice of the queries explains.
    public var isWorseBeyondNoise: Bool { difference.isBelowZero && permutationP < 0.05 }
    /// Better, and by more than the choice of the queries explains.
    public var isBetterBeyondNoise: Bool { difference.isAboveZero && permutationP < 0.05 }

    private static func permutation(_ values: [Double], rounds: Int, seed: UInt64) -> Double {
        let observed = abs(values.reduce(0, +)) * (1 - 1e-12)
        var generator = SplitMix64(seed: seed ^ 0x5052_4D55_5445)
        var asExtreme = 0
        for _ in 0..<max(rounds, 0) {
            var sum = 0.0
            var bits: UInt64 = 0
            for (index, value) in values.enumerated() {
                if index & 63 == 0 { bits = generator.next() }
                sum += bits & 1 == 0 ? value : -value
                bits >>= 1
            }
            if abs(sum) >= observed { asExtreme += 1 }
        }
        return Double(asExtreme + 1) / Double(max(rounds, 0) + 1)
    }

    /// `P(|wins - losses| as large or larger)` where both are equally likely.
    private static func sign(wins: Int, losses: Int) -> Double {
        let count = wins + losses
        guard count > 0 else { return 1 }
        let tail = (0...min(wins, losses)).reduce(0.0) { sum, hits in
            sum + exp(logBinomial(count, hits) - Double(count) * log(2))
        }
        return min(1, 2 * tail)
    }

    private static func logBinomial(_ count: Int, _ hits: Int) -> Double {
        lgamma(Double(count + 1)) - lgamma(Double(hits + 1)) - lgamma(Double(count - hits + 1))
    }
}
