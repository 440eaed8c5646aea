import SoukNeural
import SoukTensors
import Testing

/// The optimisers of `Scripts/fixtures/neural.py`.
enum Course: String, CaseIterable, Sendable {
    case adamw, sgd, momentum, nesterov

    var rate: Double {
        switch self {
        case .adamw: 0.01
        case .sgd: 0.1
        case .momentum, .nesterov: 0.05
        }
    }

    func optimiser(_ network: SmallNetwork) throws -> any Optimiser {
        func groups(_ decay: Double) -> [ParameterGroup] {
            ParameterGroup.decayingMatrices(network.store.trainable, weightDecay: decay)
        }
        return switch self {
        case .adamw: try AdamW(groups(0.1))
        case .sgd: try SGD(groups(0), momentum: 0)
        case .momentum: try SGD(groups(0.01), momentum: 0.9)
        case .nesterov: try SGD(groups(0.01), momentum: 0.9, nesterov: true)
        }
    }
}

@Suite("Optimisers take PyTorch's steps")
struct OptimiserParityTests {
    let reference: Reference
    init() throws { reference = try Reference.training.get() }

    @Test("ten of them", arguments: Course.allCases, [false, true])
    func tenSteps(course: Course, channelsLast: Bool) throws {
        let network = try SmallNetwork.started()
        let optimiser = try course.optimiser(network)
        let losses = try network.train(
            optimiser, rate: course.rate, steps: 0..<10, channelsLast: channelsLast)
        for (step, (found, expected)) in try zip(losses, reference["\(course.rawValue).losses"].floats())
            .enumerated()
        {
            #expect(abs(found - Double(expected)) < 1e-5 * abs(found), "step \(step)")
        }
        for entry in network.store.entries {
            try expectEqual(
                entry.tensor, reference["\(course.rawValue).\(entry.path)"], within: 5e-5, entry.path)
        }
    }

    @Test("clipped to a norm")
    func clipping() throws {
        let network = try SmallNetwork.started()
        try network.backward(batch: 0)
        let gradients = try SGD([ParameterGroup(network.store.trainable)]).gradients()
        let norm = try Optimisation.clipNorm(gradients, limit: 0.25)
        #expect(abs(norm - (try reference["norm"].item())) < 1e-5)
        for entry in network.store.trainable {
            try expectEqual(
                #require(try entry.tensor.gradient()), reference["clipped.\(entry.path)"], within: 1e-5,
                entry.path)
        }
    }

    @Test("at a group's share of the rate")
    func rateScale() throws {
        let (one, other) = (try SmallNetwork.started(), try SmallNetwork.started())
        _ = try one.train(SGD([ParameterGroup(one.store.trainable, rateScale: 0.1)]), rate: 0.5, steps: 0..<3)
        _ = try other.train(SGD([ParameterGroup(other.store.trainable)]), rate: 0.05, steps: 0..<3)
        for (a, b) in zip(one.store.entries, other.store.entries) { try expectEqual(a.tensor, b.tensor) }
    }

    @Test("with decay for matrices alone")
    func groups() throws {
        let groups = ParameterGroup.decayingMatrices(
            try SmallNetwork().store.trainable, rateScale: 0.5, weightDecay: 0.3)
        #expect(groups.map(\.weightDecay) == [0.3, 0])
        #expect(groups.map(\.rateScale) == [0.5, 0.5])
        #expect(groups[0].entries.map(\.path) == ["conv1.weight", "conv2.weight", "fc.weight"])
        #expect(groups[1].entries.map(\.path) == ["bn1.weight", "bn1.bias", "conv2.bias", "fc.bias"])
        #expect(ParameterGroup.decayingMatrices([], weightDecay: 1).isEmpty)
    }
}
