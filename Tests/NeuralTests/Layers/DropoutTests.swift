import SoukNeural
import SoukTensors
import Testing

@Suite("Dropout")
struct DropoutTests {
    @Test("keeps the expectation", arguments: [0.1, 0.5, 0.8])
    func expectation(probability: Double) throws {
        let ones = try Tensor.ones([100, 1000])
        let kept = try Dropout(probability)(ones, .training(Generator(seed: 1)))
        #expect(abs(try kept.mean().item() - 1) < 0.02)
        let zeros = try kept.equals(.zeros([])).to(.float32).mean().item()
        #expect(abs(zeros - probability) < 0.01)
        #expect(abs(try kept.max().item() - 1 / (1 - probability)) < 1e-5)
    }

    @Test("of paths drops whole examples", arguments: [[64, 3, 4, 4], [64, 7], [64]])
    func paths(shape: [Int]) throws {
        let kept = try DropPath(0.4)(.ones(shape), .training(Generator(seed: 2)))
        #expect(kept.shape == shape)
        let rows = try kept.reshaped([64, -1])
        let (lowest, highest) = (
            try rows.negated().max(axis: 1).negated().floats(), try rows.max(axis: 1).floats()
        )
        #expect(lowest == highest)
        #expect(Set(highest).count == 2 && highest.contains(0))
        #expect((20...55).contains(highest.count { $0 != 0 }))
    }

    @Test("repeats itself by the generator's seed, and draws anew each time")
    func determinism() throws {
        let ones = try Tensor.ones([50])
        let (one, other) = (try Generator(seed: 5), try Generator(seed: 5))
        let first = try Dropout(0.5)(ones, .training(one)).floats()
        #expect(try Dropout(0.5)(ones, .training(other)).floats() == first)
        #expect(try Dropout(0.5)(ones, .training(one)).floats() != first)
    }

    @Test("does nothing in evaluation, or with probability 0")
    func identity() throws {
        let values: [Float] = [1, -2, 3]
        let x = try Tensor(values, shape: [3, 1])
        #expect(try Dropout(0.9)(x, .evaluation).floats() == values)
        #expect(try DropPath(0.9)(x, .evaluation).floats() == values)
        let mode = Mode.training(try Generator(seed: 1))
        #expect(try Dropout(0)(x, mode).floats() == values)
        #expect(try DropPath(0)(x, mode).floats() == values)
    }

    @Test("of everything gives zeros, and an impossible probability an error")
    func extremes() throws {
        let mode = Mode.training(try Generator(seed: 1))
        let x = try Tensor.ones([4, 2])
        #expect(try Dropout(1)(x, mode).floats().allSatisfy { $0 == 0 })
        #expect(try DropPath(1)(x, mode).floats().allSatisfy { $0 == 0 })
        #expect(throws: TensorError.self) { try Dropout(1.5)(x, mode) }
    }

    @Test("hands the gradient to what was kept")
    func gradient() throws {
        let x = try Tensor.ones([200])
        try x.setRequiresGradient(true)
        let kept = try Dropout(0.25)(x, .training(Generator(seed: 3)))
        try kept.sum().backward()
        #expect(try x.gradient()?.floats() == kept.floats())
    }
}
