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

/// Why a row of a log is left out.
struct EventFault: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }

    /// What a person sees of a cell.
    static func shown(_ text: String) -> String { "\"\(text.prefix(60))\"" }
}

extension EventTable {
    /// The text of a cell that must not be empty, and not longer than an id may be.
    static func required(
        _ record: TableRecord, _ column: String, limit: Int = 256
    ) throws(EventFault) -> String {
        guard let text = text(record, column) else { throw EventFault("\(column) is empty") }
        guard text.utf8.count <= limit else { throw EventFault("\(column) is longer than \(limit) bytes") }
        return text
    }

    static func checkForm(_ record: TableRecord) throws(EventFault) {
        if record.isRagged { throw EventFault(record.problem ?? "the row has a wrong number of fields") }
    }

    /// Seconds since 1970.
    static func time(
        _ record: TableRecord, _ column: String, order: TableDate.Order?
    ) throws(EventFault) -> Int {
        let text = try required(record, column)
        guard let date = TableDate(text, order: order) else {
            throw EventFault(
                "\(column) \(EventFault.shown(text)) is no time between 1990 and 2100; expected for example "
                    + "2026-11-25T10:00:00Z, 25/11/2026 or seconds since 1970")
        }
        if date.isAmbiguous {
            throw EventFault(
                "\(column) \(EventFault.shown(text)) may be two days, and no row of the log tells whether the day or "
                    + "the month stands first; write it as 2026-11-25")
        }
        return date.seconds
    }

    /// What stands first in the dates of a log, from all of its rows.
    static func dateOrder(_ url: URL, _ column: String) throws(CatalogError) -> TableDate.Order? {
        var reader = try TableReader(url: url)
        var evidence = DateEvidence()
        while let record = try reader.next() { evidence.add(record[column] ?? "") }
        return evidence.order
    }
}

/// What came of the rows of a log.
public struct EventCounts: Sendable, Equatable, Encodable {
    public var read = 0
    public var new = 0
    /// Rows that lack something, or whose time or action makes no sense.
    public var rejected = 0
    /// The first of these.
    public var rejections: [Rejection] = []

    /// A row that was left out.
    public struct Rejection: Sendable, Equatable, Encodable {
        /// Where it starts in the file, from 1.
        public var line: Int
        public var reason: String
    }

    /// How many rejected rows are listed.
    static let listed = 100
}
