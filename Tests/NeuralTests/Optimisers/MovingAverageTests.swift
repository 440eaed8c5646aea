import Foundation
import SoukNeural
import SoukTensors
import Testing

@Suite("The moving average of weights")
struct MovingAverageTests {
    private struct Broken: Error {}

    private static func line(_ values: [Float]) throws -> (store: ParameterStore, weight: Tensor) {
        let store = try ParameterStore(seed: 1)
        let weight = try Linear(store.root, from: values.count, to: 1).weight
        try weight.assign(Tensor(values, shape: [1, values.count]))
        return (store, weight)
    }

    @Test("follows the formula")
    func formula() throws {
        let (store, weight) = try Self.line([0, 10])
        let average = try MovingAverage(of: store, decay: 0.3)
        var expected = [0.0, 10]
        for step in 1...12 {
            let now: [Float] = [Float(step), Float(10 - step * step)]
            try weight.assign(Tensor(now, shape: [1, 2]))
            try average.update()
            let decay = min(0.3, Double(1 + step) / Double(10 + step))
            expected = zip(expected, now).map { decay * $0 + (1 - decay) * Double($1) }
            try average.applied {
                for (found, wanted) in zip(try weight.floats(), expected) {
                    #expect(abs(Double(found) - wanted) < 1e-4, "step \(step)")
                }
            }
            #expect(try weight.floats() == now)
        }
    }

    @Test("gives the weights back when its use throws")
    func thrown() throws {
        let (store, weight) = try Self.line([1])
        let average = try MovingAverage(of: store, decay: 0.9)
        try weight.assign(.full([1, 1], 5))
        #expect(throws: Broken.self) {
            try average.applied {
                #expect(try weight.item() == 1)
                throw Broken()
            }
        }
        #expect(try weight.item() == 5)
        #expect(try average.applied { try weight.item() } == 1)
    }

    @Test("continues from its state")
    func resumed() throws {
        let network = try SmallNetwork.started()
        let average = try MovingAverage(of: network.store, decay: 0.9)
        let optimiser = try AdamW([ParameterGroup(network.store.trainable)])
        _ = try network.train(optimiser, rate: 0.1, steps: 0..<1)
        try average.update()
        let other = try MovingAverage(of: network.store, decay: 0.9)
        try other.restore(average.state(), from: "memory")
        _ = try network.train(optimiser, rate: 0.1, steps: 1..<2)
        try average.update()
        try other.update()
        #expect(try other.state() == average.state())
    }

    @Test("refuses a state that does not fit, and changes nothing")
    func wrong() throws {
        let (store, weight) = try Self.line([1])
        let average = try MovingAverage(of: store, decay: 0.9)
        let before = try average.state()
        try weight.assign(.zeros([1, 1]))
        let other = try MovingAverage(of: store, decay: 0.9).state()
        for name in before.keys {
            var state = other
            state[name] = nil
            #expect(throws: TensorError.self) { try average.restore(state, from: "a file") }
        }
        #expect(try average.state() == before)
        var absurd = before
        absurd["updates"] = try Tensor([Int64.max] as [Int64], shape: [1]).blob()
        #expect(throws: TensorError.self) { try average.restore(absurd, from: "a file") }
        absurd["updates"] = try Tensor([-10] as [Int64], shape: [1]).blob()
        #expect(throws: TensorError.self) { try average.restore(absurd, from: "a file") }
        #expect(try average.state() == before)
    }
}
