public import Foundation
import GRDB

extension Workspace {
    /// The workspace's table of exchange rates, written by hand or by a program of one's own.
    public var ratesFile: URL { root.appendingPathComponent("rates.json") }

    /// The marketplace's currency and the rates of others: `rates.json` where there is one; else the currency of
    /// most prices, without rates.
    ///
    /// - Parameter currency: of a marketplace whose listings tell none.
    /// - Throws: `usage` when the file cannot be read, with what is wrong in it.
    public func exchangeRates(otherwise currency: Currency = .standard) throws(CatalogError) -> ExchangeRates
    {
        guard FileManager.default.fileExists(atPath: ratesFile.path) else {
            return ExchangeRates(of: try commonestCurrency() ?? currency)
        }
        do {
            return try JSONDecoder().decode(ExchangeRates.self, from: Data(contentsOf: ratesFile))
        } catch let error as CatalogError {
            throw .usage(reason: "\(ratesFile.path): \(error)", remedy: "Correct the file.")
        } catch {
            throw .usage(
                reason: "\(ratesFile.path) is no table of exchange rates",
                remedy: #"Write {"base": "GBP", "rates": {"EUR": 1.17}}: what one unit of the base is worth."#
            )
        }
    }

    private func commonestCurrency() throws(CatalogError) -> Currency? {
        try read { db in
            try String.fetchOne(
                db,
                sql: """
                    SELECT currency FROM listings NOT INDEXED
                    WHERE usable AND price IS NOT NULL AND currency IS NOT NULL
                    GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1
                    """)
        }.flatMap(Currency.init(code:))
    }
}
