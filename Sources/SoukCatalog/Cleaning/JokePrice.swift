/// Tells amounts that are typed for fun or to say "ask me".
enum JokePrice {
    /// From here on, in major units, no second-hand thing is offered in earnest.
    private static let absurd = 10_000_000

    static func isJoke(_ price: Price) -> Bool {
        let scale = Money(0, code: price.currency).scale
        let major = price.amount / scale
        guard major >= 11_111 else { return false }
        let text = Array(String(major).utf8)
        return (major >= absurd && scale > 1) || isRepeated(text) || isCounted(text, by: 1)
            || isCounted(text, by: -1)
    }

    /// 11111, 999999.
    private static func isRepeated(_ digits: [UInt8]) -> Bool { digits.allSatisfy { $0 == digits[0] } }

    /// 12345, 1234567890, 987654.
    private static func isCounted(_ digits: [UInt8], by step: Int) -> Bool {
        zip(digits, digits.dropFirst()).allSatisfy { (Int($1) - Int($0) - step) % 10 == 0 }
    }
}
