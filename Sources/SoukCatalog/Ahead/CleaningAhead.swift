import Dispatch
public import Foundation
import Synchronization

/// Cleans one worker's share of a table's rows and of a folder's photos, ahead of the import that takes them up.
///
/// It may be killed at any moment: the same call goes on behind the last finished lot, and a second one does nothing.
public struct CleaningAhead: Sendable {
    private let request: ImportRequest
    private let folder: URL
    private let shard: WorkShard

    /// - Parameters:
    ///   - request: as for the import.
    ///   - folder: where all workers put their segments.
    ///   - shard: which of them this one is.
    public init(_ request: ImportRequest, into folder: URL, shard: WorkShard) {
        (self.request, self.folder, self.shard) = (request, folder, shard)
    }

    /// Blocks, so call it from a thread of your own.
    ///
    /// - Throws: `interrupted` when `isCancelled` says so; what was done is kept.
    public func run(
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> AheadSummary {
        let monitor = ImportMonitor(report: progress, isCancelled: isCancelled)
        let source = try ImportSource(request, isCancelled: isCancelled)
        let ahead = CleanedAhead(
            folder, rowRecipe: source.tableRecipe, limits: request.options.photoLimits)
        var summary = AheadSummary()
        try cleanRows(source, ahead, into: &summary, monitor)
        if let photos = request.photos { try cleanPhotos(photos, ahead, into: &summary, monitor) }
        try summary.writeRefused(into: folder, work: "import", shard)
        return summary
    }

    private func cleanRows(
        _ source: ImportSource, _ ahead: CleanedAhead, into summary: inout AheadSummary,
        _ monitor: ImportMonitor
    ) throws {
        let cleaner = ListingCleaner(options: request.options.cleaning, gazetteer: Gazetteer.bundled())
        var table = try ListingTable(
            url: request.listings, options: request.options.tables, separated: source.profile.separated)
        try monitor.begin(.listings, total: table.totalBytes)
        var (lot, batch) = (0, [TableRecord]())
        while true {
            let record = try table.next()
            if let record { batch.append(record) }
            guard batch.count == CleanedAhead.rowsALot || record == nil else { continue }
            if shard.takes(lot), !batch.isEmpty {
                let items = batch.map { record in
                    LotWork.Item(
                        key: "line \(record.line)",
                        source: source.checksum(ofRow: JSONText.pairs(record.fields)), record)
                }
                let done = try LotWork(ahead.rows).run(lot, items) { records in
                    records.map { record in
                        let cleaned = cleaner.clean(
                            record.restored, mapping: source.profile.mapping, forms: source.profile.forms)
                        return LotWork.Made(AheadRow(cleaned), problem: cleaned.verdict.rejection)
                    }
                }
                summary.add(done, kind: "row")
            }
            try monitor.advance(done: table.bytesRead, of: table.totalBytes, items: summary.records)
            guard record != nil else { return }
            (lot, batch) = (lot + 1, [])
        }
    }

    private func cleanPhotos(
        _ photos: URL, _ ahead: CleanedAhead, into summary: inout AheadSummary, _ monitor: ImportMonitor
    ) throws {
        let paths = try PhotoFolderIndex(photos).pictures
        let cleaner = PhotoCleaner(limits: request.options.photoLimits)
        try monitor.begin(.photos, total: paths.count)
        for (lot, start) in stride(from: 0, to: paths.count, by: CleanedAhead.photosALot).enumerated()
        where shard.takes(lot) {
            let batch = Array(paths[start..<min(start + CleanedAhead.photosALot, paths.count)])
            // Whether a file still holds what it held is looked at by the import.
            let items = batch.map { LotWork.Item(key: $0, source: $0, $0) }
            let done = try LotWork(ahead.photos).run(lot, items) { paths in
                try Self.concurrently(paths) { path in
                    try Self.cleaned(path, in: photos, cleaner, ahead.pictures)
                }
            }
            summary.add(done, kind: "photo")
            try monitor.advance(done: start + batch.count, of: paths.count, items: summary.records)
        }
    }

    private static func cleaned(
        _ path: String, in folder: URL, _ cleaner: PhotoCleaner, _ pictures: PhotoFolders
    ) throws -> LotWork.Made<PhotoOutcomeMessage> {
        let (outcome, photo) = cleaner.clean(file: URL(fileURLWithPath: "\(folder.path)/\(path)"))
        if let photo, let hash = outcome.contentHash {
            for size in PhotoSize.allCases {
                try pictures.write(photo.bytes(size), to: pictures.url(id: hash, size: size))
            }
            try pictures.synchronise([hash])
        }
        return LotWork.Made(PhotoOutcomeMessage(outcome), problem: outcome.verdict.rejection)
    }

    /// The results in the order of the items, made on all cores; blocks until all are done.
    private static func concurrently<Item: Sendable, Value: Sendable>(
        _ items: [Item], _ make: @escaping @Sendable (Item) throws -> Value
    ) throws -> [Value] {
        let results = Mutex<[Int: Result<Value, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: items.count) { index in
            let result = Result { try make(items[index]) }
            results.withLock { $0[index] = result }
        }
        return try results.withLock { found in try items.indices.compactMap { try found[$0]?.get() } }
    }
}

extension Verdict {
    /// Why something is rejected; nil for what is not.
    fileprivate var rejection: String? {
        if case .rejected(let reason) = self { reason } else { nil }
    }
}
