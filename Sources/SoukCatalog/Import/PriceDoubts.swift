import GRDB

/// Flags prices that are far from what their category asks; needs the whole table.
enum PriceDoubts {
    /// Sets and takes back the doubts of all listings; writes only what changes.
    static func update(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, coalesce(category, '') AS category, price, currency, price_doubt FROM listings
                WHERE usable AND price IS NOT NULL
                """)
        let outliers = PriceOutliers(rows.map { (category: $0["category"], price: price($0)) })
        for row in rows {
            let known = price(row)
            guard known.doubt != .joke else { continue }
            let doubt: Price.Doubt? = outliers.isOutlier(known, category: row["category"]) ? .outlier : nil
            guard doubt != known.doubt else { continue }
            try db.cachedStatement(sql: "UPDATE listings SET price_doubt = ? WHERE id = ?")
                .execute(arguments: [doubt?.rawValue, row["id"] as String])
        }
    }

    private static func price(_ row: Row) -> Price {
        Price(
            amount: row["price"], currency: row["currency"],
            doubt: (row["price_doubt"] as String?).flatMap(Price.Doubt.init))
    }
}
