import Foundation
import SoukCatalog
import Testing

import SoukInference
import SoukModels
@testable import SoukTraining

struct CategoryFusionTests {
    /// Logits whose softmax is the truth, `[examples][classes]`, and labels drawn from it.
    private func drawn(_ count: Int, seed: UInt64) -> (logits: [[Float]], labels: [Int]) {
        var random = SplitMix64(seed: seed)
        var (logits, labels): ([[Float]], [Int]) = ([], [])
        for _ in 0..<count {
            let row = (0..<3).map { _ in Float.random(in: -2...2, using: &random) }
            let powers = row.map { exp(Double($0)) }
            var left = Double.random(in: 0..<powers.reduce(0, +), using: &random)
            labels.append(
                powers.firstIndex { power in
                    left -= power; return left < 0
                } ?? 2)
            logits.append(row)
        }
        return (logits, labels)
    }

    private func blurred(_ rows: [[Float]], by width: Float, _ random: inout SplitMix64) -> [[Float]] {
        rows.map { $0.map { $0 + Float.random(in: -width...width, using: &random) } }
    }

    @Test(arguments: [0.2, 1, 5] as [Float])
    func anOverconfidentMemberIsCalmedAndATimidOneBelieved(_ scale: Float) throws {
        let (truth, labels) = drawn(4_000, seed: 2)
        let fitted = try CategoryFusion.Weights.fit([truth.map { $0.map { $0 * scale } }], labels: labels)
        #expect(fitted.members[0].allSatisfy { abs($0 * Double(scale) - 1) < 0.15 }, "\(fitted)")
        #expect(fitted.shifts.allSatisfy { abs($0) < 0.1 })
    }

    @Test func noiseHasNoSayAndGoodMembersBeatEachAlone() throws {
        let (truth, labels) = drawn(3_000, seed: 3)
        var random = SplitMix64(seed: 4)
        let good = blurred(truth, by: 3, &random)
        let better = blurred(truth, by: 2, &random)
        let noise = truth.map { $0.map { _ in Float.random(in: -2...2, using: &random) } }
        let fitted = try CategoryFusion.Weights.fit([good, better, noise], labels: labels)
        #expect(fitted.members[2].allSatisfy { $0 < 0.1 }, "\(fitted)")
        func loss(_ members: [[[Float]]]) throws -> Double {
            let weights = try CategoryFusion.Weights.fit(members, labels: labels)
            return labels.indices.reduce(0) { sum, place in
                sum - log(Double(weights.probabilities(members.map { $0[place] })[labels[place]]))
            } / Double(labels.count)
        }
        #expect(try loss([good, better]) < min(loss([good]), loss([better])) - 0.01)
    }

    @Test func aClassThatAMemberKnowsBetterCountsMoreThere() throws {
        let (truth, labels) = drawn(4_000, seed: 6)
        var random = SplitMix64(seed: 7)
        // Each member is blind to what the other sees: one to class 0, one to class 1.
        func blind(to label: Int) -> [[Float]] {
            truth.map { row in
                row.indices.map { $0 == label ? Float.random(in: -2...2, using: &random) : row[$0] }
            }
        }
        let members = try CategoryFusion.Weights.fit([blind(to: 0), blind(to: 1)], labels: labels).members
        #expect(members[0][1] > members[0][0] + 0.1 && members[1][0] > members[1][1] + 0.1, "\(members)")
    }

    @Test func moreMembersJoinWithANumberEach() throws {
        let (truth, labels) = drawn(3_000, seed: 8)
        var random = SplitMix64(seed: 9)
        let first = blurred(truth, by: 2, &random)
        let second = blurred(truth, by: 2, &random)
        let alone = try CategoryFusion.Weights.fit([first], labels: labels)
        let both = try alone.joined(by: [first, second], labels: labels)
        let scale = both.shifts[0] / alone.shifts[0]
        #expect(zip(both.members[0], alone.members[0]).allSatisfy { abs($0 - scale * $1) < 1e-6 })
        #expect(scale < 0.9 && both.members[1].allSatisfy { $0 == both.members[1][0] && $0 > 0.1 }, "\(both)")
    }

    @Test func probabilitiesAreSound() throws {
        let weights = CategoryFusion.even(members: 2, classes: 3)
        let row = weights.probabilities([[1000, 0, -1000], [0, 0, 0]])
        #expect(abs(row.reduce(0, +) - 1) < 1e-6)
        #expect(row[0] > 0.99)
        #expect(
            try CategoryFusion.Weights.fit([[], []], labels: [])
                == CategoryFusion.even(members: 2, classes: 0))
    }

    static let cases: [(channels: Set<ListingChannel>, evidence: CategoryFusion.Evidence)] = [
        (ListingChannel.title, .text), ([.photos], .photos),
        (ListingChannel.description.union([.photos]), .both), ([.photos, .price], .photos), ([], .text),
    ]

    @Test(arguments: cases.indices)
    func evidenceIsWhatIsShown(_ index: Int) {
        #expect(CategoryFusion.Evidence(Self.cases[index].channels) == Self.cases[index].evidence)
    }
}
