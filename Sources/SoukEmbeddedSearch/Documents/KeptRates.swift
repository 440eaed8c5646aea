import Foundation
import GRDB
package import SoukCatalog
package import SoukSearch
import Synchronization

/// The exchange rates of a generation, by which filters, orders and facets compare prices.
final class KeptRates: Sendable {
    private let read = Mutex<(text: String, rates: ExchangeRates)?>(nil)

    /// As the transaction sees them.
    func rates(_ db: Database) throws -> ExchangeRates {
        guard let text = try Settings.get(Settings.rates, as: String.self, db) else { return .standard }
        if let known = read.withLock({ $0?.text == text ? $0?.rates : nil }) { return known }
        let rates = try JSONDecoder().decode(ExchangeRates.self, from: Data(text.utf8))
        read.withLock { $0 = (text, rates) }
        return rates
    }

    static func set(_ rates: ExchangeRates, _ db: Database) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try Settings.set(Settings.rates, String(decoding: try encoder.encode(rates), as: UTF8.self), db)
    }
}

extension ListingIndex {
    func rates(_ db: Database) throws -> ExchangeRates { try keptRates.rates(db) }

    /// The marketplace's currency, and the rates by which prices of other currencies are compared.
    package var rates: ExchangeRates {
        get throws(RetrievalError) { try read { db in try rates(db) } }
    }

    /// Compares prices by other rates from now on; does nothing when they are the same.
    package func use(_ rates: ExchangeRates) throws(RetrievalError) {
        guard try self.rates != rates else { return }
        try write { db in try KeptRates.set(rates, db) }
    }
}
