import SoukCatalog

extension SplitMix64 {
    /// An independent stream for one purpose of one thing: equal arguments give equal streams.
    init(seed: UInt64, _ purpose: Purpose, _ number: Int) {
        var first = SplitMix64(seed: seed ^ (UInt64(purpose.rawValue) &* 0xD134_2543_DE82_EF95))
        var second = SplitMix64(seed: first.next() ^ UInt64(bitPattern: Int64(number)))
        self.init(seed: second.next())
    }

    enum Purpose: UInt8 { case listing = 1, object, scene, identifier, twin, stray, broken }

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
