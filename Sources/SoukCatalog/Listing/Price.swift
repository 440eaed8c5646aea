/// An asking price.
public struct Price: Sendable, Codable, Equatable {
    /// In minor units (pence, cents); the lower end when the seller gave a range.
    public var amount: Int
    /// The upper end of a range, in minor units.
    public var upTo: Int?
    /// ISO 4217 code; nil when the table does not tell.
    public var currency: String?
    /// Why a buyer should doubt the amount; nil when nothing speaks against it.
    public var doubt: Doubt?

    /// A price that is kept as the seller wrote it, and flagged.
    public enum Doubt: String, Sendable, Codable {
        /// 123456, 99999999: typed to say "ask me" or for fun.
        case joke
        /// Far from what the category asks.
        case outlier
    }

    public init(amount: Int, upTo: Int? = nil, currency: String? = nil, doubt: Doubt? = nil) {
        self.amount = amount
        self.upTo = upTo
        self.currency = currency
        self.doubt = doubt
    }
}
