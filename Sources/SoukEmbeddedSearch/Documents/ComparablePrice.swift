import Foundation
import GRDB
package import SoukCatalog
package import SoukSearch

/// Prices in the marketplace's currency, which filters, orders and facets compare.
enum ComparablePrice {
    /// An amount and its currency, the two arguments, in the marketplace's currency; NULL where there is no rate.
    /// The empty currency is unknown, and taken for the marketplace's.
    static let bound = "CAST(round(? * (SELECT factor FROM exchange_rates WHERE currency = ?)) AS INTEGER)"

    static func rates(_ db: Database) throws -> ExchangeRates {
        guard let text = try Settings.get(Settings.rates, as: String.self, db) else { return .standard }
        return try JSONDecoder().decode(ExchangeRates.self, from: Data(text.utf8))
    }

    /// Compares by other rates from now on.
    static func set(_ rates: ExchangeRates, _ db: Database) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try Settings.set(Settings.rates, String(decoding: try encoder.encode(rates), as: UTF8.self), db)
        try db.execute(sql: "DELETE FROM exchange_rates")
        for code in ["", rates.base.code] + rates.rates.keys {
            try db.execute(
                sql: "INSERT INTO exchange_rates (currency, factor) VALUES (?, ?)",
                arguments: [code, code.isEmpty ? 1 : rates.factor(code)])
        }
        try db.execute(
            sql: """
                UPDATE documents SET comparable_price = CAST(round(price * (SELECT factor FROM exchange_rates
                    WHERE exchange_rates.currency = coalesce(documents.currency, ''))) AS INTEGER)
                """)
    }

    /// How many listings have prices of each currency that has no rate.
    static func withoutRate(_ db: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT coalesce(currency, '') AS currency, count(*) AS count FROM documents
                WHERE price IS NOT NULL AND comparable_price IS NULL GROUP BY 1
                """)
        return Dictionary(rows.map { ($0["currency"], $0["count"]) }, uniquingKeysWith: +)
    }
}

extension ListingIndex {
    /// The marketplace's currency, and the rates by which prices of other currencies are compared.
    package var rates: ExchangeRates {
        get throws(RetrievalError) { try read(ComparablePrice.rates) }
    }

    /// Compares prices by other rates from now on; does nothing when they are the same.
    package func use(_ rates: ExchangeRates) throws(RetrievalError) {
        guard try self.rates != rates else { return }
        try write { db in try ComparablePrice.set(rates, db) }
    }
}
