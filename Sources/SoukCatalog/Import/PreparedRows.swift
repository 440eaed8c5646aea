import Dispatch
import Foundation
import Synchronization

/// A row of a table, and what can be made of it without the catalogue.
struct PreparedRow: Sendable {
    var record: TableRecord
    /// In the form of `JSONText.pairs`.
    var row: String
    /// Of the row and of what its cleaning depends on.
    var checksum: String
    /// nil where the catalogue has the row already.
    var cleaned: CleanedRecord?
    /// Whether a worker cleaned it ahead of the import.
    var isAhead = false
}

/// Reads a table and cleans its rows on all cores, some of them at a time.
final class RowPreparation: Sendable {
    struct Batch: Sendable {
        /// Empty behind the end of the table.
        var rows: [PreparedRow]
        /// How far the table was read.
        var bytesRead: Int
    }

    let totalBytes: Int
    private let workspace: Workspace
    private let cleaner: ListingCleaner
    private let source: ImportSource
    private let ahead: CleanedAhead?
    private let place: Mutex<Place>

    private struct Place {
        var table: ListingTable
        var lot = 0
    }

    /// So many lots are one batch.
    private static let lots = 4
    /// Rows that one thread takes at a time.
    private static let share = 125

    init(
        _ url: URL, _ options: TableOptions, _ source: ImportSource, cleaner: ListingCleaner,
        ahead: CleanedAhead?, workspace: Workspace
    ) throws(CatalogError) {
        let table = try ListingTable(url: url, options: options, separated: source.profile.separated)
        totalBytes = table.totalBytes
        place = Mutex(Place(table: table))
        (self.workspace, self.cleaner, self.source, self.ahead) = (workspace, cleaner, source, ahead)
    }

    func next() throws -> Batch {
        var batch = Batch(rows: [], bytesRead: 0)
        for _ in 0..<Self.lots {
            let (lot, records, bytesRead) = try read()
            batch.bytesRead = bytesRead
            guard !records.isEmpty else { break }
            var rows = Self.concurrently(records) { [source] record in
                let row = JSONText.pairs(record.fields)
                return PreparedRow(record: record, row: row, checksum: source.checksum(ofRow: row))
            }
            if let known = ahead?.rows(of: lot, rows.map(\.checksum)) {
                for (place, segment) in known.enumerated() {
                    rows[place].cleaned = segment.record(checksum: rows[place].checksum)
                    rows[place].isAhead = rows[place].cleaned != nil
                }
            }
            batch.rows += try clean(rows)
        }
        return batch
    }

    private func read() throws(CatalogError) -> (lot: Int, [TableRecord], bytesRead: Int) {
        try place.withLock { (place) throws(CatalogError) in
            var records: [TableRecord] = []
            while records.count < CleanedAhead.rowsALot, let record = try place.table.next() {
                records.append(record)
            }
            defer { place.lot += 1 }
            return (place.lot, records, place.table.bytesRead)
        }
    }

    private func clean(_ rows: [PreparedRow]) throws -> [PreparedRow] {
        let known = try workspace.read { db in
            try rows.map { try $0.cleaned != nil || RawListing.exists(checksum: $0.checksum, db) }
        }
        return Self.concurrently(Array(zip(rows, known))) { [cleaner, source] row, isKnown in
            guard !isKnown else { return row }
            var row = row
            row.cleaned = cleaner.clean(
                row.record.restored, mapping: source.profile.mapping, forms: source.profile.forms)
            return row
        }
    }

    private static func concurrently<Item: Sendable, Value: Sendable>(
        _ items: [Item], _ make: @Sendable (Item) -> Value
    ) -> [Value] {
        let starts = Array(stride(from: 0, to: items.count, by: share))
        let made = Mutex<[[Value]]>(Array(repeating: [], count: starts.count))
        DispatchQueue.concurrentPerform(iterations: starts.count) { index in
            let values = items[starts[index]..<min(starts[index] + share, items.count)].map(make)
            made.withLock { $0[index] = values }
        }
        return made.withLock { Array($0.joined()) }
    }
}
