import GRDB

/// One spelling for categories that differ in case, spaces, marks or `&` for `and` alone: the most frequent one.
enum CategorySpellings {
    /// Rewrites the paths of listings that are spelled otherwise; writes only what changes.
    static func update(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT category_path AS path, count(*) AS n FROM listings
                WHERE usable AND category IS NOT NULL GROUP BY category_path
                """)
        let paths = rows.map { row in
            (
                text: row["path"] as String, count: row["n"] as Int,
                levels: JSONText.decode([String].self, row["path"]) ?? []
            )
        }
        let spellings = Spellings(paths.map { ($0.levels, $0.count) })
        let changed = paths.compactMap { path -> (old: String, new: [String])? in
            let new = spellings.spelled(path.levels)
            return new.map { Array($0.utf8) } == path.levels.map { Array($0.utf8) } ? nil : (path.text, new)
        }
        guard !changed.isEmpty else { return }
        try db.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS respelled (
                    old TEXT PRIMARY KEY, path TEXT NOT NULL, category TEXT) WITHOUT ROWID;
                DELETE FROM temp.respelled;
                """)
        for (old, new) in changed {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO temp.respelled VALUES (?, ?, ?)")
                .execute(arguments: [old, JSONText.encode(new), new.first])
        }
        try db.execute(
            sql: """
                UPDATE listings SET category_path = respelled.path, category = respelled.category
                FROM temp.respelled WHERE category_path = respelled.old AND usable
                """)
    }

    /// The most frequent spelling of each level below its parent.
    struct Spellings {
        private var best: [String: String] = [:]

        init(_ paths: [(levels: [String], count: Int)]) {
            var counts: [String: [String: Int]] = [:]
            for (levels, count) in paths {
                var key = ""
                for level in levels {
                    key += "\u{1F}" + Self.key(level)
                    counts[key, default: [:]][level, default: 0] += count
                }
            }
            best = counts.compactMapValues { spellings in
                spellings.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
            }
        }

        func spelled(_ levels: [String]) -> [String] {
            var key = ""
            return levels.map { level in
                key += "\u{1F}" + Self.key(level)
                return best[key] ?? level
            }
        }

        /// Small letters, digits, `+` and `#`, and `and` for `&`; the name itself where nothing else is in it.
        static func key(_ name: String) -> String {
            var words: [String] = []
            for word in name.lowercased().replacing("&", with: " and ").unicodeScalars.split(whereSeparator: {
                !$0.isWordPart && $0.value <= 0xFF && $0 != "+" && $0 != "#" || $0.isSpace
                    || "–—’‘“”".unicodeScalars.contains($0)
            }) {
                words.append(String(word))
            }
            return words.isEmpty ? name : words.joined()
        }
    }
}
