import GRDB
import SoukAnalysis
import SoukSearch

/// Reads where words stand, within the documents that are allowed.
///
/// Two plans with the same answer: posting lists stream past the filter; but where few documents are allowed,
/// their texts are read instead, and the posting lists are left alone.
struct OccurrenceReader {
    /// Reading a document costs about as much as so many entries of a posting list.
    static let documentCost = 64
    private let db: Database
    private let allowed: RowSet?
    private var fromTexts: [String: Occurrences]?
    private var known: [String: Occurrences] = [:]

    init(
        _ forms: [SoughtForm], allowed: RowSet?, analyzer: TextAnalyzer, in db: Database
    ) throws {
        self.db = db
        self.allowed = allowed
        guard let allowed else { return }
        let entries = forms.reduce(0) { $0 + $1.documents }
        if allowed.count * Self.documentCost < entries {
            fromTexts = try Self.read(Set(forms.map(\.form)), from: allowed, analyzer, in: db)
        }
    }

    mutating func occurrences(of form: String) throws -> Occurrences {
        if let fromTexts { return fromTexts[form] ?? Occurrences() }
        if let found = known[form] { return found }
        var occurrences = Occurrences()
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT doc, unicode(col), offset FROM wordInstance WHERE term = ?"),
            arguments: [form])
        while let row = try rows.next() {
            let rowID: Int64 = row[0]
            if let allowed, !allowed.contains(rowID) { continue }
            let initial: Int = row[1]
            let field: WordField = initial == 116 ? .title : initial == 100 ? .description : .categories
            occurrences.entries.append(
                .init(rowID: rowID, place: Occurrences.Entry.place(field, row[2]), form: 0))
        }
        known[form] = occurrences
        return occurrences
    }

    private static func read(
        _ forms: Set<String>, from allowed: RowSet, _ analyzer: TextAnalyzer, in db: Database
    ) throws -> [String: Occurrences] {
        let statement = try db.cachedStatement(
            sql: "SELECT title, description, categories FROM wordDocument WHERE id = ?")
        var found: [String: Occurrences] = [:]
        for rowID in allowed {
            guard let row = try Row.fetchOne(statement, arguments: [rowID]) else { continue }
            for field in WordField.allCases {
                for token in analyzer.tokens(row[field.rawValue]) where forms.contains(token.form) {
                    found[token.form, default: Occurrences()].entries.append(
                        .init(rowID: rowID, place: Occurrences.Entry.place(field, token.position), form: 0))
                }
            }
        }
        return found
    }
}
