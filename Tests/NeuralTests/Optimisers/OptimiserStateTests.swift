import Foundation
import SoukNeural
import SoukTensors
import Testing

@Suite("The state of an optimiser")
struct OptimiserStateTests {
    @Test("continues the very same steps from a file", arguments: Course.allCases)
    func resumed(course: Course) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
        defer { try? FileManager.default.removeItem(at: url) }

        let straight = try SmallNetwork.started()
        let optimiser = try course.optimiser(straight)
        _ = try straight.train(optimiser, rate: course.rate, steps: 0..<4)
        let weights = try straight.weights()
        try Safetensors.write(optimiser.state(), to: url)
        let expected = try straight.train(optimiser, rate: course.rate, steps: 4..<8)

        let resumed = try SmallNetwork(seed: 9)
        try resumed.store.load(weights, from: "memory")
        let other = try course.optimiser(resumed)
        try other.restore(Safetensors.read(url).tensors, from: url.path)
        #expect(try resumed.train(other, rate: course.rate, steps: 4..<8) == expected)
        #expect(try resumed.weights() == straight.weights())
        #expect(try other.state() == optimiser.state())
    }

    @Test("that does not fit is refused by name, and changes nothing", arguments: [Course.adamw, .nesterov])
    func wrong(course: Course) throws {
        let network = try SmallNetwork.started()
        let optimiser = try course.optimiser(network)
        let fresh = try optimiser.state()
        _ = try network.train(optimiser, rate: course.rate, steps: 0..<2)
        let before = try optimiser.state()
        #expect(before != fresh)
        for name in before.keys.sorted() {
            for blob in [nil, TensorBlob(dtype: .float32, shape: [99], bytes: Data(count: 396))] {
                var state = fresh
                state[name] = blob
                let error = try #require(throws: TensorError.self) {
                    try optimiser.restore(state, from: "a file")
                }
                guard case .weights("a file", name, _, _) = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
        #expect(try optimiser.state() == before)
    }
}
