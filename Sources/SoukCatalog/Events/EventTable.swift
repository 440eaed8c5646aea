import Foundation

/// Finds the columns of a log by their names, and reads what a cell says of it.
struct EventTable {
    let columns: [String]
    let path: String
    /// What such a log has, for people: `query, listing_id, action, time`.
    let expected: String

    /// The column of the first name that there is, without case, spaces and marks.
    func column(_ names: [String]) throws(CatalogError) -> String {
        let keys = columns.map(ColumnName.key)
        if let name = names.first(where: keys.contains), let place = keys.firstIndex(of: name) {
            return columns[place]
        }
        throw .table(
            path: path, line: 1,
            reason: "there is no column \"\(names[0])\" among "
                + columns.prefix(50).map { "\"\($0)\"" }.joined(separator: ", "),
            remedy: "Such a log has the columns \(expected).")
    }

    static let listing = ["listingid", "listing", "productid", "itemid", "product", "item"]
    static let action = ["action", "event", "type", "kind"]
    static let time = ["time", "timestamp", "date", "createdat"]

    /// nil for an empty cell.
    static func text(_ record: TableRecord, _ column: String) -> String? {
        let text = record[column]?.trimmingCharacters(in: .whitespacesAndNewlines)
        return text?.isEmpty == false ? text : nil
    }
}

/// What came of the rows of a log.
public struct EventCounts: Sendable, Equatable, Encodable {
    public var read = 0
    public var new = 0
    /// Rows that lack something, or whose time or action makes no sense.
    public var rejected = 0
}
