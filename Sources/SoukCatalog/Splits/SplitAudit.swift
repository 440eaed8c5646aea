import GRDB

/// Proof by query of what a split keeps apart.
public struct SplitAudit: Sendable, Codable, Equatable {
    public var kind: SplitKind
    public var seed: UInt64
    /// Items (listings or photos) in each part.
    public var items: [String: Int]
    /// Usable photos of categorised listings in each part.
    public var photos: [String: Int]
    /// Items by category and part.
    public var categories: [String: [String: Int]]
    /// Listings with photos in more than one part.
    public var crossingListings: Int
    /// Duplicate groups in more than one part.
    public var crossingGroups: Int
    /// Photo files, by content, in more than one part; in the listing split without those that so many unlike listings
    /// share that they say nothing.
    public var crossingPhotos: Int
    /// Pairs of listings in different parts that are found alike when looked for anew, by reason.
    public var crossingMatches: [String: Int]
    /// The share of test photos whose listing has a photo in train too.
    public var testPhotosSeenInTrain: Double
    /// Items that changed their part because a later listing glued two groups together.
    public var moved: Int

    /// Whether nothing that is alike is in different parts.
    public var isClean: Bool {
        crossingListings == 0 && crossingGroups == 0 && crossingPhotos == 0
            && crossingMatches.values.allSatisfy { $0 == 0 }
    }
}

extension SplitAudit {
    enum CodingKeys: String, CodingKey {
        case kind, seed, items, photos, categories, moved
        case crossingListings = "crossing_listings"
        case crossingGroups = "crossing_groups"
        case crossingPhotos = "crossing_photos"
        case crossingMatches = "crossing_matches"
        case testPhotosSeenInTrain = "test_photos_seen_in_train"
    }
}

extension Workspace {
    /// Counts what crosses from one part of a split into another.
    ///
    /// - Throws: `usage` when no split of this seed has been made.
    public func splitAudit(
        _ kind: SplitKind, seed: UInt64 = SplitKind.defaultSeed
    ) throws(CatalogError) -> SplitAudit {
        try read { db in
            try SplitStore(kind: kind, seed: seed).requireDrawn(db)
            return try SplitAuditor(kind: kind, seed: seed).audit(db)
        }
    }
}

private struct SplitAuditor {
    var kind: SplitKind
    var seed: UInt64

    /// `assigned`: every item with its part, a row for each of its photos.
    private var tables: String {
        let item = kind == .photo ? "p.id" : "l.id"
        let photo = kind == .photo ? "JOIN" : "LEFT JOIN"
        return """
            WITH assigned AS (
                SELECT \(item) AS item, p.id AS photo, p.sha256, l.id AS listing, l.group_id, l.category,
                    s.part, s.moved_from
                FROM listings l \(photo) photos p ON p.listing_id = l.id AND p.usable
                JOIN split_assignments s ON s.kind = '\(kind.rawValue)'
                    AND s.seed = \(Int64(bitPattern: seed)) AND s.item = \(item)
                WHERE l.usable)
            """
    }

    func audit(_ db: Database) throws -> SplitAudit {
        SplitAudit(
            kind: kind, seed: seed,
            items: try counts("count(DISTINCT item)", "item IS NOT NULL", db),
            photos: try counts("count(photo)", "category IS NOT NULL", db),
            categories: try categories(db),
            crossingListings: try crossing("listing", db),
            crossingGroups: try crossing("group_id", db),
            crossingPhotos: try crossing("sha256", but: commonPhotos(db), db),
            crossingMatches: try crossingMatches(db),
            testPhotosSeenInTrain: try number(
                """
                SELECT avg(listing IN (SELECT listing FROM assigned WHERE part = 'train' AND photo IS NOT NULL))
                FROM assigned WHERE part = 'test' AND photo IS NOT NULL
                """, db),
            moved: Int(
                try number("SELECT count(DISTINCT item) FROM assigned WHERE moved_from IS NOT NULL", db)))
    }

    private func counts(_ value: String, _ condition: String, _ db: Database) throws -> [String: Int] {
        let sql = "\(tables) SELECT part, \(value) FROM assigned WHERE \(condition) GROUP BY part"
        let rows = try Row.fetchAll(db, sql: sql)
        return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
    }

    private func categories(_ db: Database) throws -> [String: [String: Int]] {
        let sql = """
            \(tables) SELECT category, part, count(DISTINCT item) FROM assigned
            WHERE category IS NOT NULL GROUP BY category, part
            """
        var found: [String: [String: Int]] = [:]
        for row in try Row.fetchAll(db, sql: sql) { found[row[0], default: [:]][row[1]] = row[2] }
        return found
    }

    /// How many values of a column are in more than one part.
    private func crossing(_ column: String, but common: [String] = [], _ db: Database) throws -> Int {
        Int(
            try number(
                """
                SELECT count(*) FROM (SELECT \(column) FROM assigned WHERE \(column) IS NOT NULL
                    AND \(column) NOT IN (SELECT value FROM json_each('\(JSONText.encode(common))'))
                    GROUP BY \(column) HAVING count(DISTINCT part) > 1)
                """, db))
    }

    /// SHA-256 of photo files that say nothing, such as a shop's logo.
    private func commonPhotos(_ db: Database) throws -> [String] {
        guard kind == .listing else { return [] }
        let subjects = try DuplicateSubjects(db)
        let evidence = TellingEvidence(
            subjects.texts, photoDistance: DuplicateFinder().photoDistance)
        let telling = Set(evidence.telling(subjects.photos).map(\.contentHash))
        return Set(subjects.photos.map(\.contentHash)).subtracting(telling).sorted()
    }

    private func number(_ sql: String, _ db: Database) throws -> Double {
        try Double.fetchOne(db, sql: "\(tables) \(sql)") ?? 0
    }

    /// Looks for duplicates anew, by text and by photo, without trusting the stored groups.
    private func crossingMatches(_ db: Database) throws -> [String: Int] {
        let subjects = try DuplicateSubjects(db)
        var parts: [ListingID: Set<String>] = [:]
        let rows = try Row.fetchCursor(db, sql: "\(tables) SELECT DISTINCT listing, part FROM assigned")
        while let row = try rows.next() { parts[ListingID(row["listing"]), default: []].insert(row["part"]) }
        let partsByIndex = subjects.ids.map { parts[$0] ?? [] }
        func isApart(_ a: Int, _ b: Int) -> Bool { partsByIndex[a].union(partsByIndex[b]).count > 1 }
        var found = Dictionary(
            DuplicateFinder.Reason.allCases.map { ($0.rawValue, 0) }, uniquingKeysWith: +)
        DuplicateFinder().forEachMatch(subjects, unless: { !isApart($0, $1) }) { a, b, reason in
            if isApart(a, b) { found[reason.rawValue, default: 0] += 1 }
        }
        return found
    }
}
