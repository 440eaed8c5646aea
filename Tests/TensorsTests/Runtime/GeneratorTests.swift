import Foundation
import SoukTensors
import Testing

@Suite("Generators")
struct GeneratorTests {
    @Test("give PyTorch's numbers for a seed")
    func parity() throws {
        let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/generator.safetensors")
        let expected = try Safetensors.read(url).tensors.mapValues { try Tensor($0).floats() }
        func drawn(_ count: Int, _ fill: (Generator, Tensor) throws -> Void) throws -> [Float] {
            let target = try Tensor.zeros([count])
            try fill(Generator(seed: 42), target)
            return try target.floats()
        }
        #expect(try drawn(20) { try $0.fillUniform($1, low: -1, high: 3) } == expected["uniform"])
        #expect(try drawn(40) { try $0.fillBernoulli($1, probability: 0.3) } == expected["bernoulli"])
        #expect(try Generator(seed: 42).permutation(25).floats() == expected["permutation"])
        for (name, count, mean, deviation) in [("normal", 20, 2, 0.5), ("normal.short", 5, 0.0, 1)] {
            let found = try drawn(count) { try $0.fillNormal($1, mean: mean, deviation: deviation) }
            let wanted = try #require(expected[name])
            #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-5 } && found.count == wanted.count)
        }
    }

    @Test("repeat themselves by seed", arguments: [0, 1, UInt64.max])
    func seeds(seed: UInt64) throws {
        let same = try Generator(seed: seed).permutation(100).integers()
        #expect(try Generator(seed: seed).permutation(100).integers() == same)
        #expect(try Generator(seed: seed ^ 1).permutation(100).integers() != same)
        #expect(same.sorted() == Array(0..<100))
    }

    @Test("continue from a stored state, and another time from the same")
    func states() throws {
        let generator = try Generator(seed: 3)
        try generator.fillNormal(.zeros([7]))
        let state = try Tensor(generator.state().blob())
        let next = try [Tensor.zeros([5]), .zeros([33])]
        for target in next { try generator.fillNormal(target) }
        for seed in [3, 4] as [UInt64] {
            let other = try Generator(seed: seed)
            try other.restore(state)
            for wanted in next {
                let found = try Tensor.zeros(wanted.shape)
                try other.fillNormal(found)
                #expect(try found.floats() == wanted.floats())
            }
        }
    }

    @Test("refuse a state that is none")
    func wrongState() throws {
        let generator = try Generator(seed: 1)
        let before = try generator.state().blob()
        #expect(throws: TensorError.self) { try generator.restore(.zeros([10], dtype: .uint8)) }
        #expect(throws: TensorError.self) { try generator.restore(.zeros([5056])) }
        #expect(try generator.state().blob() == before)
    }

    @Test("refuse ranges and probabilities that are none")
    func wrongArguments() throws {
        let generator = try Generator(seed: 1)
        #expect(throws: TensorError.self) { try generator.fillBernoulli(.zeros([2]), probability: 1.5) }
        #expect(throws: TensorError.self) { try generator.fillUniform(.zeros([2]), low: 1, high: 0) }
        #expect(throws: TensorError.self) { try generator.fillNormal(.zeros([2]), deviation: -1) }
        #expect(throws: TensorError.self) { try generator.permutation(-1) }
    }

    @Test("have the moments that were asked for")
    func moments() throws {
        let generator = try Generator(seed: 5)
        let numbers = try Tensor.zeros([100_000])
        try generator.fillUniform(numbers, low: 2, high: 4)
        #expect(abs(try numbers.mean().item() - 3) < 0.01)
        try generator.fillNormal(numbers, mean: -1, deviation: 2)
        #expect(abs(try numbers.mean().item() + 1) < 0.03)
        try generator.fillBernoulli(numbers, probability: 0.2)
        #expect(abs(try numbers.mean().item() - 0.2) < 0.01)
    }
}
