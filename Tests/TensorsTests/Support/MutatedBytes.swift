import Foundation

/// Damages a sound file in many ways, the same ways for the same seed.
struct MutatedBytes: Sequence, IteratorProtocol {
    let original: [UInt8]
    private var state: UInt64
    private var remaining: Int

    init(_ original: Data, count: Int, seed: UInt64) {
        self.original = [UInt8](original)
        self.state = seed
        self.remaining = count
    }

    mutating func next() -> Data? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        var bytes = original
        for _ in 0...random(below: 3) { damage(&bytes) }
        return Data(bytes)
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = random(below: bytes.count)
        switch random(below: 7) {
        case 0: bytes[place] ^= 1 << UInt8(random(below: 8))
        case 1: bytes[place] = UInt8(random(below: 256))
        case 2: bytes.removeSubrange(place...)
        case 3: bytes.removeSubrange(place..<Swift.min(bytes.count, place + 1 + random(below: 16)))
        case 4:
            bytes.insert(
                contentsOf: (0...random(below: 16)).map { _ in UInt8(random(below: 256)) }, at: place)
        case 5: overwriteLength(&bytes, at: place)
        default:
            let copied = Array(bytes[place..<Swift.min(bytes.count, place + 1 + random(below: 64))])
            bytes.insert(contentsOf: copied, at: random(below: bytes.count))
        }
    }

    /// Numbers at which arithmetic on lengths goes wrong, in two, four or eight bytes.
    private mutating func overwriteLength(_ bytes: inout [UInt8], at place: Int) {
        let values: [UInt64] = [
            0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 40, 1 << 62, 1 << 63, .max,
        ]
        let value = values[random(below: values.count)]
        for index in 0..<(2 << random(below: 3)) where place + index < bytes.count {
            bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
        }
    }

    /// SplitMix64.
    private mutating func random(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }
}
