import Foundation
import SoukCatalog

/// Which column of a table of judgements holds what.
struct JudgementColumns {
    var query: String
    /// The titles serve as ids where a table has none.
    var listing: String?
    /// Only a table of ids may lack it.
    var title: String?
    var description: String?
    var relevance: String

    struct Row {
        var query: String
        var judgement: Judgement
    }

    /// Why a row is left out.
    struct Reason: Error {
        var text: String
    }

    private static let names: [(what: String, names: [String])] = [
        ("query", ["query", "searchterm", "searchquery", "searchterms", "keyword", "keywords", "q", "term"]),
        (
            "product_id",
            [
                "productid", "listingid", "itemid", "productuid", "docid", "documentid", "asin", "sku", "id",
                "adid",
            ]
        ),
        (
            "product_title",
            [
                "producttitle", "listingtitle", "itemtitle", "title", "productname", "itemname", "name",
                "document",
            ]
        ),
        (
            "product_description",
            ["productdescription", "listingdescription", "itemdescription", "description", "text", "body"]
        ),
        (
            "relevance",
            [
                "relevance", "relevancescore", "medianrelevance", "rating", "grade", "score", "label",
                "judgement", "judgment", "gain",
            ]
        ),
    ]

    /// Finds the columns by their names, without case, spaces and marks.
    ///
    /// - Parameter needsTitles: false where ids do: they name listings that are known already.
    init(recognisedIn columns: [String], table: String, needsTitles: Bool = true) throws(CatalogError) {
        let keys = columns.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
        var found: [String: String] = [:]
        for (what, names) in Self.names {
            let place = names.lazy.compactMap { keys.firstIndex(of: $0) }.first
            if let place, !found.values.contains(columns[place]) { found[what] = columns[place] }
        }
        let key = needsTitles ? "product_title" : "product_id"
        guard let query = found["query"], found[key] != nil, let relevance = found["relevance"] else {
            let missing = ["query", key, "relevance"].filter { found[$0] == nil }
            throw .table(
                path: table, line: 1,
                reason: "no column is named \(missing.joined(separator: ", nor ")); its columns are "
                    + columns.prefix(50).map { "\"\($0)\"" }.joined(separator: ", "),
                remedy: needsTitles
                    ? "Name them query, product_id, product_title and relevance."
                    : "Name them query, listing_id and relevance.")
        }
        (self.query, self.relevance, title) = (query, relevance, found["product_title"])
        (listing, description) = (found["product_id"], found["product_description"])
    }

    func read(_ record: TableRecord) -> Result<Row, Reason> {
        if record.isRagged { return .failure(Reason(text: record.problem ?? "wrong number of fields")) }
        let query = text(record, self.query)
        if query.isEmpty { return .failure(Reason(text: "the query is empty")) }
        let id = listing.map { text(record, $0) } ?? ""
        let title = title.map { text(record, $0) } ?? id
        if title.isEmpty { return .failure(Reason(text: "the title is empty")) }
        let grade = text(record, relevance)
        guard let value = Self.number(grade) else {
            return .failure(
                Reason(
                    text: grade.isEmpty
                        ? "the relevance is empty" : "the relevance is no number: \(grade.prefix(40))"))
        }
        return .success(
            Row(
                query: query,
                judgement: Judgement(
                    listing: id.isEmpty ? title : id, title: title,
                    description: description.map { text(record, $0) } ?? "", relevance: value)))
    }

    private func text(_ record: TableRecord, _ column: String) -> String {
        (record[column] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A finite number of a sensible size; a decimal comma is understood.
    private static func number(_ text: String) -> Double? {
        let plain = text.contains(".") ? text : text.replacingOccurrences(of: ",", with: ".")
        guard let value = Double(plain), value.isFinite, abs(value) <= 1_000 else { return nil }
        return value
    }
}
