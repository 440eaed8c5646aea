import GRDB
import SoukSearch

/// A word as the index holds it.
struct WordForm: Equatable {
    var form: String
    var stem: String
    var documents: Int
}

/// Questions about the words of an index, as the transaction sees them.
struct WordForms {
    let db: Database

    func find(_ form: String) throws -> WordForm? {
        try fetch("SELECT form, stem, documents FROM wordForm WHERE form = ?", [form]).first
    }

    /// The commonest words with this stem.
    func sharing(stem: String) throws -> [WordForm] {
        try fetch(
            "SELECT form, stem, documents FROM wordForm WHERE stem = ? ORDER BY documents DESC, form LIMIT 16",
            [stem])
    }

    /// The commonest words that begin so.
    func beginning(with prefix: String) throws -> [WordForm] {
        try fetch(
            """
            SELECT form, stem, documents FROM wordForm WHERE form >= ? AND form < ?
            ORDER BY documents DESC, form LIMIT 24
            """, [prefix, prefix + "\u{10FFFF}"])
    }

    /// Whether the words stand next to each other in any document.
    func standTogether(_ words: [String]) throws -> Bool {
        let phrase = words.map { "\"\($0.filter { $0 != "\"" })\"" }.joined(separator: " + ")
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM wordText WHERE wordText MATCH ? LIMIT 1")
        return try Int.fetchOne(statement, arguments: [phrase]) != nil
    }

    private func fetch(_ sql: String, _ arguments: StatementArguments) throws -> [WordForm] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var forms: [WordForm] = []
        while let row = try rows.next() {
            forms.append(WordForm(form: row[0], stem: row[1], documents: row[2]))
        }
        return forms
    }
}
