import Foundation
import SoukCatalog

/// Inputs that nobody would write: seeds with some of their bytes changed, cut, doubled or mixed with others.
///
/// A test runs some hundred of each seed. `SOUK_FUZZ_ROUNDS=1000` runs a thousand times as many, for a night;
/// `SOUK_FUZZ_SEED` begins elsewhere. What fails says its seed and round, which make it again.
package struct Mutations {
    package let seed: UInt64
    private let seeds: [[UInt8]]
    /// Pieces that mean something in the format.
    private let words: [[UInt8]]

    package init(of seeds: [[UInt8]], words: [String] = []) {
        seed = ProcessInfo.processInfo.environment["SOUK_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
        self.seeds = seeds
        self.words = words.map { Array($0.utf8) }
    }

    /// - Parameter rounds: how many inputs, unless more are asked for.
    package func run(_ rounds: Int, _ body: (_ input: [UInt8], _ name: String) throws -> Void) rethrows {
        let factor = ProcessInfo.processInfo.environment["SOUK_FUZZ_ROUNDS"].flatMap(Int.init) ?? 1
        for round in 0..<rounds * max(1, factor) {
            try body(input(round), "SOUK_FUZZ_SEED=\(seed), round \(round)")
        }
    }

    private func input(_ round: Int) -> [UInt8] {
        var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(round))
        var input = seeds[round % seeds.count]
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...input.count, using: &random)
            let end = min(input.count, place + Int.random(in: 0...24, using: &random))
            switch Int.random(in: 0..<7, using: &random) {
            case 0 where place < input.count: input[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1 where place < input.count:
                input[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            case 2: input.removeSubrange(place..<end)
            case 3: input.insert(contentsOf: input[place..<end], at: place)
            case 4: input = Array(input[..<place])
            case 5:
                let other = seeds.randomElement(using: &random) ?? []
                let from = Int.random(in: 0...other.count, using: &random)
                input = Array(input[..<place]) + other[from...]
            default:
                if let word = words.randomElement(using: &random) {
                    input.insert(contentsOf: word, at: place)
                } else if place + 4 <= input.count {
                    // Lengths and offsets of four bytes, at their edges.
                    let edges: [UInt32] = [0, 1, .max, 0x7FFF_FFFF, 0x8000_0000]
                    let number = edges.randomElement(using: &random) ?? 0
                    for byte in 0..<4 {
                        input[place + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte))
                    }
                }
            }
        }
        return input
    }
}
