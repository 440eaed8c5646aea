import SoukCatalog
import SoukSearch

/// The prices of one segment in minor units of the marketplace's currency.
struct ColumnPrices {
    private let columns: ListingColumns
    private let rates: ExchangeRates
    /// Of the currencies that were met: few.
    private var factors: [(code: Int, factor: Double?)] = []

    init(_ columns: ListingColumns, _ rates: ExchangeRates) {
        self.columns = columns
        self.rates = rates
    }

    /// nil where there is no price, or no rate for it.
    mutating func price(_ listing: Int) -> Int? {
        guard let amount = columns.price(listing),
            let factor = factor(columns.code(listing, ListingColumns.Code.currency))
        else { return nil }
        if factor == 1, amount.magnitude < 1 << 53 { return amount }
        return Int(exactly: (Double(amount) * factor).rounded())
    }

    /// Whether it has a price, and none that can be compared.
    mutating func isWithoutRate(_ listing: Int) -> Bool {
        columns.price(listing) != nil && price(listing) == nil
    }

    private mutating func factor(_ code: Int) -> Double? {
        for known in factors where known.code == code { return known.factor }
        let currency = code == 0 ? "" : columns.values.text(code)
        let factor = rates.factor(currency.isEmpty ? nil : currency)
        factors.append((code, factor))
        return factor
    }
}

extension WordSnapshot {
    /// How many listings have prices of each currency that has no rate.
    func pricesWithoutRate(_ rates: ExchangeRates) -> [String: Int] {
        var counts: [String: Int] = [:]
        for layer in layers {
            let columns = layer.segment.columns
            var prices = ColumnPrices(columns, rates)
            layer.everything.forEachBit { listing in
                guard prices.isWithoutRate(listing) else { return }
                counts[columns.value(listing, ListingColumns.Code.currency) ?? "", default: 0] += 1
            }
        }
        return counts
    }
}
