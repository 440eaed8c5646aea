import Foundation
import Models

/// How the answers of several classifiers become one calibrated answer: a weighted sum of their log-probabilities
/// and a shift for each class, fitted on validation, apart for what a listing shows (log-linear pooling, Genest
/// and Zidek 1986; with one member it is vector scaling, Guo et al. 2017).
public struct CategoryFusion: Codable, Sendable, Equatable {
    /// What a listing shows: a classifier is sure in another way when it sees only photos.
    public enum Evidence: String, Codable, CodingKeyRepresentable, Sendable, CaseIterable {
        case text, photos, both

        init(_ channels: Set<ListingChannel>) {
            let hasText = !channels.isDisjoint(with: [.titleWords, .descriptionWords])
            self = !channels.contains(.photos) ? .text : hasText ? .both : .photos
        }
    }

    /// The weights of one kind of evidence.
    public struct Weights: Codable, Sendable, Equatable {
        /// By member.
        public var members: [Double]
        /// By class.
        public var shifts: [Double]
    }

    public var weights: [Evidence: Weights]

    /// Members that count alike, with one temperature.
    public static func even(members: Int, classes: Int, temperature: Double = 1) -> Weights {
        Weights(
            members: [Double](repeating: 1 / Double(max(1, members)) / temperature, count: members),
            shifts: [Double](repeating: 0, count: classes))
    }
}

extension CategoryFusion.Weights {
    /// Minimises the log-loss with a little pull of the shifts towards 0, by Adam (Kingma and Ba 2015) on all
    /// examples; the loss is convex, so it has one valley.
    ///
    /// - Parameters:
    ///   - logits: `[members][examples][classes]`
    ///   - labels: `[examples]`
    static func fit(_ logits: [[[Float]]], labels: [Int], pull: Double = 0.02) -> Self {
        let classes = logits.first?.first?.count ?? 0
        var fitted = CategoryFusion.even(members: logits.count, classes: classes)
        guard !labels.isEmpty else { return fitted }
        let members = logits.map { $0.map(logProbabilities) }
        let parameters = logits.count + classes
        var (first, second) = (
            [Double](repeating: 0, count: parameters), [Double](repeating: 0, count: parameters)
        )
        for step in 1...600 {
            let gradient = fitted.gradient(members, labels, pull: pull)
            let rate = 0.05 * (step < 400 ? 1 : 0.1)
            for place in 0..<parameters {
                first[place] = 0.9 * first[place] + 0.1 * gradient[place]
                second[place] = 0.99 * second[place] + 0.01 * gradient[place] * gradient[place]
                let mean = first[place] / (1 - pow(0.9, Double(step)))
                let size = (second[place] / (1 - pow(0.99, Double(step)))).squareRoot()
                let move = rate * mean / (size + 1e-8)
                if place < logits.count {
                    fitted.members[place] -= move
                } else {
                    fitted.shifts[place - logits.count] -= move
                }
            }
            // A member is left out rather than believed to be wrong.
            for place in fitted.members.indices { fitted.members[place] = max(0, fitted.members[place]) }
        }
        return fitted
    }

    /// Of the mean log-loss, by member and then by class.
    private func gradient(_ members: [[[Double]]], _ labels: [Int], pull: Double) -> [Double] {
        var (byMember, byClass) = (
            [Double](repeating: 0, count: self.members.count), shifts.map { $0 * pull }
        )
        let share = 1 / Double(labels.count)
        for (place, label) in labels.enumerated() {
            var errors = Self.softmax(sums(members.map { $0[place] }))
            errors[label] -= 1
            for (number, error) in errors.enumerated() {
                byClass[number] += error * share
                for member in byMember.indices {
                    byMember[member] += error * members[member][place][number] * share
                }
            }
        }
        return byMember + byClass
    }

    /// Probabilities of one example from its logits `[members][classes]`.
    func probabilities(_ logits: [[Float]]) -> [Float] {
        Self.softmax(sums(logits.map(Self.logProbabilities))).map(Float.init)
    }

    private func sums(_ members: [[Double]]) -> [Double] {
        var sums = shifts
        for (weight, member) in zip(self.members, members) {
            for (place, value) in member.enumerated() { sums[place] += weight * value }
        }
        return sums
    }

    private static func logProbabilities(_ logits: [Float]) -> [Double] {
        let largest = Double(logits.max() ?? 0)
        let sum = log(logits.reduce(0) { $0 + exp(Double($1) - largest) })
        return logits.map { Double($0) - largest - sum }
    }

    private static func softmax(_ values: [Double]) -> [Double] {
        let largest = values.max() ?? 0
        let powers = values.map { exp($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
