import SoukCatalog

/// Names that look like those of a real site's export.
enum Identifier {
    /// A version 4 UUID in lower case.
    static func uuid(_ dice: inout SplitMix64) -> String {
        let high = dice.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = dice.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = hexadecimal(high) + hexadecimal(low)
        var text = [UInt8]()
        text.reserveCapacity(36)
        for (at, digit) in digits.enumerated() {
            if at == 8 || at == 12 || at == 16 || at == 20 { text.append(UInt8(ascii: "-")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Sixteen letters and digits.
    static func reference(_ dice: inout SplitMix64) -> String {
        String(decoding: (0..<16).map { _ in alphabet[dice.below(alphabet.count)] }, as: UTF8.self)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    private static let sixteen = Array("0123456789abcdef".utf8)

    private static func hexadecimal(_ word: UInt64) -> [UInt8] {
        (0..<16).map { sixteen[Int(word >> UInt64(60 - 4 * $0) & 15)] }
    }
}
