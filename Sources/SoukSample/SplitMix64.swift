/// A small, fast generator whose stream is fixed by its seed on every platform
/// (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators").
struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// An independent stream for one purpose of one thing: equal arguments give equal streams.
    init(seed: UInt64, _ purpose: Purpose, _ number: Int) {
        var mixer = SplitMix64(seed: seed)
        mixer.state ^= UInt64(purpose.rawValue) &* 0xD134_2543_DE82_EF95
        mixer.state = mixer.next() ^ UInt64(bitPattern: Int64(number))
        state = mixer.next()
    }

    enum Purpose: UInt8 { case listing = 1, object, scene, identifier, twin, stray, broken }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension SplitMix64 {
    /// Uniform in 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform between the bounds.
    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// Uniform in `0..<count`.
    mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// One element of a list that is not empty.
    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

    /// Mean 0, standard deviation 1 (the sum of twelve uniforms: no logarithms, equal on every platform).
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + unit() } }
}
