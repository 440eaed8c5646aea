import Foundation

/// A cleaned row, as a segment keeps it.
struct AheadRow: Codable, Sendable {
    var listing: Listing?
    var verdict: String
    var rules: [CleaningRule]
    var lifecycle: Lifecycle?

    init(_ record: CleanedRecord) {
        (listing, rules, lifecycle) = (record.listing, record.rules, record.lifecycle)
        verdict = record.verdict.description
    }

    var record: CleanedRecord? {
        Verdict(verdict).map {
            CleanedRecord(listing: listing, verdict: $0, rules: rules, lifecycle: lifecycle)
        }
    }
}

/// What workers cleaned ahead of an import.
///
/// Cleaning a row or a photo looks at nothing else, so it does not matter who does it. All that needs the whole table
/// (ids that come twice, the spelling of categories, doubtful prices, groups, splits) stays with the one import that takes
/// the cleaned rows up, and the catalogue is that of an import without them.
struct CleanedAhead: Sendable {
    static let rowsALot = 500
    static let photosALot = 16

    let rows: SegmentFolder
    let photos: SegmentFolder
    /// Both sizes of each photo, under the SHA-256 of its file.
    let pictures: PhotoFolders

    init(_ folder: URL, rowRecipe: String, limits: PhotoLimits) {
        rows = SegmentFolder(folder, kind: "rows", recipe: rowRecipe)
        photos = SegmentFolder(
            folder, kind: "photos",
            recipe: Checksum.sha256("photos \(ImportSource.cleaningVersion) \(limits)"))
        pictures = PhotoFolders(root: folder.appendingPathComponent("pictures", isDirectory: true))
    }

    /// The rows of a lot by their checksums; nil where nobody cleaned it.
    func rows(of lot: Int, _ checksums: [String]) -> [SegmentRecord<AheadRow>]? {
        rows.read(lot, of: AheadRow.self, from: checksums)?.records
    }

    /// What was found of the folder's photos, by their paths.
    func photos(of paths: [String]) -> [String: SegmentRecord<PhotoOutcomeMessage>] {
        var found: [String: SegmentRecord<PhotoOutcomeMessage>] = [:]
        for (lot, start) in stride(from: 0, to: paths.count, by: Self.photosALot).enumerated() {
            let own = Array(paths[start..<min(start + Self.photosALot, paths.count)])
            let segment = photos.read(lot, of: PhotoOutcomeMessage.self, from: own)
            for record in segment?.records ?? [] { found[record.key] = record }
        }
        return found
    }
}

extension SegmentRecord<AheadRow> {
    /// Of a row of the table; nil where this is another row's.
    ///
    /// - Parameter checksum: of the row and of what its cleaning depends on.
    func record(checksum: String) -> CleanedRecord? {
        guard source == checksum else { return nil }
        guard let value else {
            return CleanedRecord(listing: nil, verdict: .rejected("\(key): \(problem ?? "")"), rules: [])
        }
        return value.record
    }
}

/// Photos that were cleaned ahead, for those whose files still hold the same bytes.
struct PhotosAhead: Sendable {
    let folder: URL
    let pictures: PhotoFolders
    let known: [String: SegmentRecord<PhotoOutcomeMessage>]

    /// Takes the results of a photo over; nil where there are none for the bytes that its file has now.
    func outcome(of task: PhotoTask, _ file: URL, into folders: PhotoFolders) -> PhotoOutcome? {
        guard task.folder == folder, let record = known[task.path] else { return nil }
        guard let outcome = record.value?.outcome else {
            return PhotoOutcome(
                verdict: .rejected(record.problem ?? ""), contentHash: try? Checksum.sha256(of: file))
        }
        guard let hash = outcome.contentHash, (try? Checksum.sha256(of: file)) == hash else { return nil }
        guard !outcome.verdict.isRejected else { return outcome }
        do {
            for size in PhotoSize.allCases {
                let bytes = try Data(contentsOf: pictures.url(id: hash, size: size))
                try folders.write([UInt8](bytes), to: folders.url(id: task.id, size: size))
            }
        } catch {
            return nil
        }
        return outcome
    }
}
