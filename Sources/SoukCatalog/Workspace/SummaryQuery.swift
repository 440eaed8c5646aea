import GRDB

extension Workspace {
    /// Counts, prices, verdicts, rules, groups and examples.
    public func summary(examplesPerRule: Int = 3) throws(CatalogError) -> WorkspaceSummary {
        try read { db in try SummaryQuery(db: db, examplesPerRule: examplesPerRule).run() }
    }
}

extension Workspace {
    /// How many listings buyers see, which takes much less time than the whole ``summary(examplesPerRule:)``.
    public func shownListings() throws(CatalogError) -> Int {
        try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM listings WHERE shown") ?? 0 }
    }
}

private struct SummaryQuery {
    let db: Database
    let examplesPerRule: Int

    /// In the order in which they lie: SQLite would take the index of usable titles, and look up row after row.
    private static let usable = "listings NOT INDEXED WHERE usable"

    func run() throws -> WorkspaceSummary {
        WorkspaceSummary(
            listings: try count("listings WHERE usable"),
            photos: try count("photos WHERE usable"),
            rejectedListings: try count("listings WHERE NOT usable"),
            shownListings: try count("listings WHERE shown"),
            lifecycles: try histogram(
                "SELECT lifecycle, count(*) FROM \(Self.usable) GROUP BY lifecycle"),
            rejectedPhotos: try count("photos WHERE verdict IS NOT NULL AND NOT usable"),
            pendingPhotos: try count("photos WHERE verdict IS NULL"),
            categories: try histogram(
                "SELECT category, count(*) FROM listings WHERE usable AND category IS NOT NULL GROUP BY category"
            ),
            categoryPaths: try count("categories"),
            uncategorisedListings: try count("listings WHERE usable AND category IS NULL"),
            photosPerListing: try histogram(
                """
                SELECT CAST(n AS TEXT), count(*) FROM (SELECT count(p.id) AS n FROM listings l
                    LEFT JOIN photos p ON p.listing_id = l.id AND p.usable WHERE l.usable GROUP BY l.id)
                GROUP BY n
                """),
            prices: try prices(),
            listingVerdicts: try verdicts("SELECT verdict, count(*) FROM listings GROUP BY verdict"),
            photoVerdicts: try verdicts(
                "SELECT verdict, count(*) FROM photos WHERE verdict IS NOT NULL GROUP BY verdict"),
            rules: try histogram("SELECT rule, listings FROM rule_counts"),
            places: .init(
                named: try count("\(Self.usable) AND town IS NOT NULL"),
                located: try count("\(Self.usable) AND latitude IS NOT NULL"),
                towns: try count(
                    "(SELECT DISTINCT town, county FROM \(Self.usable) AND town IS NOT NULL)")),
            groups: try groups(),
            splits: try splits(),
            examples: try examples())
    }

    private func count(_ source: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(source)") ?? 0
    }

    private func histogram(_ sql: String) throws -> [String: Int] {
        Dictionary(try Row.fetchAll(db, sql: sql).map { ($0[0], $0[1]) }, uniquingKeysWith: +)
    }

    private func verdicts(_ sql: String) throws -> [String: Int] {
        var found: [String: Int] = [:]
        for row in try Row.fetchAll(db, sql: sql) {
            guard let verdict = Verdict(row[0]) else { continue }
            for phrase in verdict.phrases { found[phrase, default: 0] += row[1] }
        }
        return found
    }

    private func prices() throws -> [String: WorkspaceSummary.Prices] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT coalesce(currency, '') AS currency, price, price_doubt FROM \(Self.usable)
                    AND price IS NOT NULL ORDER BY price
                """)
        return Dictionary(grouping: rows) { $0["currency"] as String }.mapValues { rows in
            let sound = rows.filter { ($0["price_doubt"] as String?) == nil }.map { $0["price"] as Int }
            let doubts = rows.compactMap { $0["price_doubt"] as String? }
            return .init(
                count: rows.count, minimum: sound.first ?? 0,
                median: sound.isEmpty ? 0 : sound[sound.count / 2], maximum: sound.last ?? 0,
                doubtful: Dictionary(doubts.map { ($0, 1) }, uniquingKeysWith: +))
        }
    }

    private func groups() throws -> WorkspaceSummary.Groups {
        let sizes = try histogram(
            """
            SELECT CAST(size AS TEXT), count(*) FROM (SELECT count(*) AS size FROM listings
                WHERE usable AND group_id IS NOT NULL GROUP BY group_id) GROUP BY size
            """)
        return .init(
            count: sizes.values.reduce(0, +), largest: sizes.keys.compactMap { Int($0) }.max() ?? 0,
            sizes: sizes)
    }

    private func splits() throws -> [String: [String: Int]] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT kind, seed, part, count(*) AS n FROM split_assignments GROUP BY kind, seed, part"
        )
        var found: [String: [String: Int]] = [:]
        for row in rows {
            let seed = UInt64(bitPattern: row["seed"] as Int64)
            found["\(row["kind"] as String)-\(seed)", default: [:]][row["part"]] = row["n"]
        }
        return found
    }

    private func examples() throws -> [WorkspaceSummary.Example] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT chosen.rule, listings.*, line, row FROM (
                    SELECT fired.value AS rule, listings.id AS id,
                        row_number() OVER (PARTITION BY fired.value ORDER BY listings.id) AS place
                    FROM listings NOT INDEXED, json_each(rules) AS fired WHERE usable) AS chosen
                JOIN listings ON listings.id = chosen.id JOIN raw_listings ON listing_id = listings.id
                WHERE place <= ? ORDER BY rule, place
                """, arguments: [examplesPerRule]
        ).map { row in
            let fields = JSONText.decode([[String]].self, row["row"]) ?? []
            let pairs = fields.compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil }
            return .init(
                rule: row["rule"], listingID: row["id"], line: row["line"],
                before: Dictionary(pairs, uniquingKeysWith: { first, _ in first }),
                after: StoredListing(row).listing)
        }
    }
}
