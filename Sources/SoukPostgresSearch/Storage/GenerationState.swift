import Foundation
import SoukCatalog
import SoukSearch

/// What the one row of a generation's `state` says, read at the beginning of every transaction.
struct GenerationState: Sendable {
    var version: Int
    var corpus: CorpusStatistics
    var rates: ExchangeRates
    var hasGraph: Bool

    private static let columns = """
        version, listings, title_words, description_words, category_words, rates, has_graph
        """

    /// - Parameter locking: waits for the writers' turn, and keeps it until the transaction ends.
    static func read(
        _ schema: GenerationSchema, locking: Bool = false, on connection: PostgresConnection,
        until deadline: ContinuousClock.Instant? = nil
    ) async throws -> GenerationState {
        let rows = try await connection.run(
            "SELECT \(columns) FROM \(schema.state)" + (locking ? " FOR UPDATE" : ""),
            name: "\(schema.name) state \(locking)", until: deadline)
        guard let row = rows.first, let text = row.text(5) else {
            throw RetrievalError.damaged(
                path: schema.name, reason: "its state is gone",
                remedy: "Let an earlier generation serve again, or build anew.")
        }
        return GenerationState(
            version: row.int(0) ?? 0,
            corpus: CorpusStatistics(
                listings: row.int(1) ?? 0,
                words: FieldValues(
                    title: row.whole(2), description: row.whole(3),
                    categories: row.whole(4))),
            rates: try JSONDecoder().decode(ExchangeRates.self, from: Data(text.utf8)),
            hasGraph: row.bool(6) ?? false)
    }

    static func text(_ rates: ExchangeRates) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(rates), as: UTF8.self)
    }
}

extension PostgresRow {
    fileprivate func whole(_ column: Int) -> Double { Double(int(column) ?? 0) }
}
