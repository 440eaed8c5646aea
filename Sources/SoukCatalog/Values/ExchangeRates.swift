/// What currencies are worth on a marketplace: makes amounts of different currencies comparable.
///
/// A bound on the price, the order by price and the facets of prices are about amounts in the base currency. An
/// amount of a currency without a rate cannot be compared: it meets no bound, and comes last in every order.
public struct ExchangeRates: Sendable, Equatable {
    /// The marketplace's own currency.
    public let base: Currency
    /// By ISO 4217 code: how much of a currency one unit of the base is worth.
    public let rates: [String: Double]

    /// - Throws: `usage` for a code that is none, a rate for the base itself, or one that is not above 0.
    public init(base: Currency, rates: [String: Double] = [:]) throws(CatalogError) {
        for (code, rate) in rates.sorted(by: { $0.key < $1.key }) {
            guard Currency(code: code) != nil else {
                throw .usage(
                    reason: "a rate is given for \"\(code.prefix(20))\", which is no currency",
                    remedy: "Name currencies by their ISO 4217 codes in capitals, such as EUR.")
            }
            guard code != base.code else {
                throw .usage(
                    reason: "a rate is given for the base currency \(code)", remedy: "Leave it out: it is 1.")
            }
            guard rate.isFinite, (1e-9...1e9).contains(rate) else {
                throw .usage(
                    reason: "the rate of \(code) is \(rate)",
                    remedy: "Say how much \(code) one \(base.code) is worth, above 0.")
            }
        }
        (self.base, self.rates) = (base, rates)
    }

    /// A marketplace whose prices are of one currency.
    public init(of base: Currency) { (self.base, rates) = (base, [:]) }

    /// Pounds alone: what holds where nothing else is said.
    public static let standard = ExchangeRates(of: .standard)

    /// In minor units of the base currency; nil when there is no rate. An unknown currency is taken for the base.
    public func inBase(_ minorUnits: Int, _ code: String?) -> Int? {
        factor(code).flatMap { Int(exactly: (Double(minorUnits) * $0).rounded()) }
    }

    /// Minor units of the base for one minor unit of a currency; nil when there is no rate.
    package func factor(_ code: String?) -> Double? {
        guard let code, code != base.code else { return 1 }
        guard let rate = rates[code], let currency = Currency(code: code) else { return nil }
        return Double(base.scale) / Double(currency.scale) / rate
    }
}

extension ExchangeRates: Codable {
    private enum CodingKeys: String, CodingKey { case base, rates }

    /// Reads `{"base": "GBP", "rates": {"EUR": 1.17}}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let code = try container.decode(String.self, forKey: .base)
        guard let base = Currency(code: code) else {
            throw CatalogError.usage(
                reason: "the base \"\(code.prefix(20))\" is no currency",
                remedy: "Name the marketplace's currency by its ISO 4217 code in capitals, such as GBP.")
        }
        try self.init(
            base: base, rates: container.decodeIfPresent([String: Double].self, forKey: .rates) ?? [:])
    }

    /// Writes what `init(from:)` reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(base.code, forKey: .base)
        try container.encode(rates, forKey: .rates)
    }
}
