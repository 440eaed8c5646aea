import Foundation
import GRDB

/// Brings the table that says which photo belongs to which listing into the catalogue.
struct ImageTableImport {
    let workspace: Workspace
    let mapping: ImageTableMapping

    private static let batch = 1000

    func run(_ table: URL, monitor: ImportMonitor) throws(CatalogError) -> ImportSummary.RowCounts {
        var reader = try TableReader(url: table)
        var counts = ImportSummary.RowCounts()
        let seen = try workspace.write { db in try SeenPhotos(in: db) }
        try monitor.begin(.images, total: reader.totalBytes)
        while true {
            var records: [TableRecord] = []
            while records.count < Self.batch, let record = try reader.next() { records.append(record) }
            guard !records.isEmpty else { return counts }
            try workspace.write { db in
                for record in records { try store(record, seen: seen, counts: &counts, db) }
            }
            try monitor.advance(done: reader.bytesRead, of: reader.totalBytes, items: counts.read)
        }
    }

    private func store(
        _ record: TableRecord, seen: SeenPhotos, counts: inout ImportSummary.RowCounts, _ db: Database
    ) throws {
        counts.read += 1
        var claim = claim(of: record)
        if let line = try seen.line(of: claim.id, db) {
            let known = try PhotoClaim(id: claim.id, db)
            guard known?.listingID != claim.listingID || known?.name != claim.name else {
                counts.repeated += 1
                return
            }
            let other = "\(claim.id)\n\(claim.listingID ?? "")\n\(claim.name)"
            claim.refusal = "duplicate photo id \"\(claim.id)\", first seen at line \(line)"
            claim.id = RawListing.syntheticID(Checksum.sha256(other))
        }
        if let listing = claim.listingID {
            let order = mapping.order.flatMap { record[$0] }.flatMap { Int($0) }
            claim.ordinal = try order ?? seen.count(of: listing, db)
        }
        if claim.refusal != nil { counts.rejected += 1 }
        switch try claim.save(db) {
        case .new: counts.new += 1
        case .updated: counts.updated += 1
        case .unchanged: counts.unchanged += 1
        }
        try seen.insert(claim.id, line: record.line, listing: claim.listingID, db)
    }

    private func claim(of record: TableRecord) -> PhotoClaim {
        func value(_ column: String?) -> String? {
            let text = column.flatMap { record[$0] }?.trimmingCharacters(in: .whitespacesAndNewlines)
            return text?.isEmpty == false ? text : nil
        }
        let name = value(mapping.file) ?? value(mapping.photo)
        let listing = value(mapping.listing)
        guard let name, let listing, !record.isRagged else {
            let problem = record.problem ?? (name == nil ? "no photo id" : "no listing id")
            let text = JSONText.encode(record.fields.map { [$0.name, $0.value] })
            return PhotoClaim(
                id: RawListing.syntheticID(Checksum.sha256(text)), listingID: listing, ordinal: 0,
                name: name ?? "", refusal: "row of the images table: \(problem)")
        }
        guard let reference = PhotoReference(name) else {
            return PhotoClaim(
                id: RawListing.syntheticID(Checksum.sha256(listing + "\n" + name)),
                listingID: listing, ordinal: 0, name: name, refusal: PhotoClaim.outside(name))
        }
        let id = value(mapping.photo) ?? PhotoClaim.id(of: reference, listing: listing)
        return PhotoClaim(id: id, listingID: listing, ordinal: 0, name: name)
    }
}
