import Foundation
package import SoukModels

/// How the answers of several classifiers become one calibrated answer: a weighted sum of their log-probabilities,
/// with weights and a shift for each class, fitted on answers about listings that the classifiers had not seen, apart for
/// what a listing shows (log-linear pooling, Genest and Zidek 1986; with one member it is vector scaling, Guo et al. 2017).
public struct CategoryFusion: Codable, Sendable, Equatable {
    /// What a listing shows: a classifier is sure in another way when it sees only photos.
    public enum Evidence: String, Codable, CodingKeyRepresentable, Sendable, CaseIterable {
        case text, photos, both

        package init(_ channels: Set<ListingChannel>) {
            let hasText = !channels.isDisjoint(with: [.titleWords, .descriptionWords])
            self = !channels.contains(.photos) ? .text : hasText ? .both : .photos
        }
    }

    /// The weights of one kind of evidence.
    public struct Weights: Codable, Sendable, Equatable {
        /// By member and class.
        public var members: [[Double]]
        /// By class.
        public var shifts: [Double]

        public init(members: [[Double]], shifts: [Double]) {
            (self.members, self.shifts) = (members, shifts)
        }
    }

    public var weights: [Evidence: Weights]

    public init(weights: [Evidence: Weights]) { self.weights = weights }

    /// Members that count alike.
    public static func even(members: Int, classes: Int) -> Weights {
        Weights(
            members: (0..<members).map { _ in
                [Double](repeating: 1 / Double(max(1, members)), count: classes)
            },
            shifts: [Double](repeating: 0, count: classes))
    }
}

extension CategoryFusion {
    package static func logProbabilities(_ logits: [Float]) -> [Double] {
        let largest = Double(logits.max() ?? 0)
        let sum = log(logits.reduce(0) { $0 + exp(Double($1) - largest) })
        return logits.map { Double($0) - largest - sum }
    }
}

extension CategoryFusion.Weights {
    /// Probabilities of one example from its logits `[members][classes]`.
    package func probabilities(_ logits: [[Float]]) -> [Float] {
        Self.softmax(sums(logits.map(CategoryFusion.logProbabilities))).map(Float.init)
    }

    /// What becomes of the log-probabilities `[members][classes]` of one example.
    package func sums(_ members: [[Double]]) -> [Double] {
        var sums = shifts
        for (weights, member) in zip(self.members, members) {
            for (place, value) in member.enumerated() { sums[place] += weights[place] * value }
        }
        return sums
    }

    private static func softmax(_ values: [Double]) -> [Double] {
        let largest = values.max() ?? 0
        let powers = values.map { exp($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
