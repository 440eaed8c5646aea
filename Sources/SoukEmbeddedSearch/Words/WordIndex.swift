import GRDB
import SoukAnalysis
import SoukSearch

/// The words retriever of a listing index: an inverted index over titles, descriptions and categories.
///
/// All verbs work inside a transaction of the caller. Keep one value for each database: copies share
/// the vocabulary that typo correction looks through.
struct WordIndex: Sendable {
    var scoring: WordScoring
    let analyzer: TextAnalyzer
    let vocabulary = Vocabulary()

    init(scoring: WordScoring = .standard, analyzer: TextAnalyzer = TextAnalyzer()) {
        (self.scoring, self.analyzer) = (scoring, analyzer)
    }

    /// Adds a document, or puts it in the place of the one with this row id.
    func insert(_ document: WordDocument, rowID: Int64, in db: Database) throws {
        try remove(rowID: rowID, in: db)
        let text = document.withoutNUL
        try db.cachedStatement(
            sql: "INSERT INTO wordDocument (id, title, description, categories) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [rowID, text.title, text.description, text.categories])
        try db.cachedStatement(
            sql: "INSERT INTO wordText (rowid, title, description, categories) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [rowID, text.title, text.description, text.categories])

        let counted = CountedWords(text, analyzer)
        try DocumentLengths.store(counted.lengths, of: rowID, in: db)
        try addTotals(counted.lengths, documents: 1, in: db)
        let known = try db.cachedStatement(
            sql: "UPDATE wordForm SET documents = documents + 1 WHERE form = ?")
        let new = try db.cachedStatement(sql: "INSERT INTO wordForm (form, stem, documents) VALUES (?, ?, 1)")
        for form in counted.forms {
            try known.execute(arguments: [form])
            if db.changesCount == 0 { try new.execute(arguments: [form, analyzer.stem(form)]) }
        }
    }

    /// Does nothing where there is no such document.
    func remove(rowID: Int64, in db: Database) throws {
        guard let document = try document(rowID: rowID, in: db) else { return }
        try db.cachedStatement(
            sql: """
                INSERT INTO wordText (wordText, rowid, title, description, categories)
                SELECT 'delete', id, title, description, categories FROM wordDocument WHERE id = ?
                """
        ).execute(arguments: [rowID])
        try db.cachedStatement(sql: "DELETE FROM wordDocument WHERE id = ?").execute(arguments: [rowID])

        let counted = CountedWords(document, analyzer)
        try DocumentLengths.store(.zero, of: rowID, in: db)
        try addTotals(counted.lengths, documents: -1, in: db)
        let fewer = try db.cachedStatement(
            sql: "UPDATE wordForm SET documents = documents - 1 WHERE form = ?")
        let gone = try db.cachedStatement(sql: "DELETE FROM wordForm WHERE form = ? AND documents <= 0")
        for form in counted.forms {
            try fewer.execute(arguments: [form])
            try gone.execute(arguments: [form])
        }
    }

    func document(rowID: Int64, in db: Database) throws -> WordDocument? {
        let statement = try db.cachedStatement(
            sql: "SELECT title, description, categories FROM wordDocument WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [rowID]).map {
            WordDocument(title: $0[0], description: $0[1], categories: $0[2])
        }
    }

    private func addTotals(_ lengths: FieldValues, documents: Int, in db: Database) throws {
        let sign = Double(documents)
        try db.cachedStatement(
            sql: """
                UPDATE wordTotals SET documents = documents + ?, title = title + ?,
                description = description + ?, categories = categories + ?
                """
        ).execute(
            arguments: [
                documents, Int(sign * lengths.title), Int(sign * lengths.description),
                Int(sign * lengths.categories),
            ])
    }
}

/// The distinct forms of a document and the lengths of its fields in words.
private struct CountedWords {
    private(set) var forms: Set<String> = []
    private(set) var lengths = FieldValues.zero

    init(_ document: WordDocument, _ analyzer: TextAnalyzer) {
        for field in WordField.allCases {
            let tokens = analyzer.tokens(document[field])
            lengths[field] = Double(tokens.count { $0.kind == .word })
            for token in tokens { forms.insert(token.form) }
        }
    }
}

extension WordDocument {
    /// SQLite's text functions end at U+0000, so it becomes a space.
    fileprivate var withoutNUL: WordDocument {
        func cleaned(_ text: String) -> String {
            text.utf8.contains(0)
                ? String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? " " : $0 })) : text
        }
        return WordDocument(
            title: cleaned(title), description: cleaned(description), categories: cleaned(categories))
    }
}
