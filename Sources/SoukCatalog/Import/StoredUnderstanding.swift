import GRDB

extension Workspace {
    /// How the tables of listings were understood, by their paths.
    public func understandings() throws(CatalogError) -> [ImportUnderstanding] {
        try read { db in
            try String.fetchAll(
                db, sql: "SELECT understood FROM imports WHERE understood IS NOT NULL ORDER BY listings_path"
            ).compactMap { JSONText.decode(ImportUnderstanding.self, $0) }
        }
    }
}

extension ImportUnderstanding.Listings {
    /// The listings of an import as they are in the catalogue.
    init(importID: Int64, _ db: Database) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) FILTER (WHERE usable) AS usable, count(*) FILTER (WHERE NOT usable) AS rejected,
                    count(*) FILTER (WHERE usable AND price IS NULL) AS without_price,
                    count(*) FILTER (WHERE usable AND category IS NULL) AS without_category,
                    count(*) FILTER (WHERE usable AND town IS NULL AND latitude IS NULL) AS without_place,
                    count(*) FILTER (WHERE usable AND NOT EXISTS
                        (SELECT 1 FROM photos WHERE photos.listing_id = listings.id)) AS without_photo
                FROM listings JOIN raw_listings ON raw_listings.listing_id = listings.id WHERE import_id = ?
                """, arguments: [importID])
        usable = row?["usable"] ?? 0
        rejected = row?["rejected"] ?? 0
        withoutPrice = row?["without_price"] ?? 0
        withoutCategory = row?["without_category"] ?? 0
        withoutPlace = row?["without_place"] ?? 0
        withoutPhoto = row?["without_photo"] ?? 0
        func counts(_ value: String, _ condition: String, from: String = "") throws -> [String: Int] {
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(value) AS name, count(*) AS n FROM listings
                    JOIN raw_listings ON raw_listings.listing_id = listings.id \(from)
                    WHERE import_id = ? AND \(condition) GROUP BY name
                    """, arguments: [importID])
            return Dictionary(rows.map { ($0["name"], $0["n"]) }, uniquingKeysWith: +)
        }
        currencies = try counts("coalesce(currency, '')", "usable AND price IS NOT NULL")
        lifecycles = try counts("lifecycle", "usable")
        rules = try counts("fired.value", "true", from: ", json_each(listings.rules) AS fired")
        withoutTitle =
            (rules[CleaningRule.titleFromDescription.rawValue] ?? 0)
            + (rules[CleaningRule.nothingToSell.rawValue] ?? 0)
    }
}
