import Foundation
import GRDB

/// Brings a table of listings and a folder of photos into a workspace.
///
/// An import may be killed at any moment: every step is a transaction, and the same command goes on
/// where it stopped. A second import of the same files changes nothing.
public struct Importer: Sendable {
    public let workspace: Workspace

    public init(workspace: Workspace) { self.workspace = workspace }

    /// Runs all steps; blocks, so call it from a thread of your own.
    ///
    /// - Throws: `interrupted` when `isCancelled` says so; what was done is kept.
    public func run(
        _ request: ImportRequest,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(CatalogError) -> ImportSummary {
        let lock = try ImportLock(workspace)
        defer { lock.release() }
        return try workspace.withRoom { () throws(CatalogError) in
            try run(request, ImportMonitor(report: progress, isCancelled: isCancelled), isCancelled)
        }
    }

    private func run(
        _ request: ImportRequest, _ monitor: ImportMonitor, _ isCancelled: () -> Bool
    ) throws(CatalogError) -> ImportSummary {
        let clock = ContinuousClock()
        let began = clock.now
        let source = try ImportSource(request, isCancelled: isCancelled)
        let importID = try workspace.write { db in try source.begin(db) }
        var summary = ImportSummary()
        let ahead = request.cleanedAhead.map {
            CleanedAhead($0, rowRecipe: source.tableRecipe, limits: request.options.photoLimits)
        }
        let listings = ListingImport(
            workspace: workspace, importID: importID,
            cleaner: ListingCleaner(options: request.options.cleaning, gazetteer: Gazetteer.bundled()),
            source: source, options: request.options.tables, missing: request.options.missing,
            prefer: request.options.prefer, ahead: ahead)
        try listings.run(request.listings, into: &summary, monitor: monitor)
        summary.images = try importClaims(request, source, importID: importID, monitor: monitor)
        try importPhotos(request, ahead, into: &summary, monitor: monitor)
        try derive(request.options, into: &summary, monitor: monitor)
        summary.understood = try workspace.write { db in try source.finish(importID, db) }
        summary.seconds = (clock.now - began).seconds
        return summary
    }

    private func importPhotos(
        _ request: ImportRequest, _ ahead: CleanedAhead?, into summary: inout ImportSummary,
        monitor: ImportMonitor
    ) throws(CatalogError) {
        guard request.photos != nil || request.fetch != nil else { return }
        let files = try request.photos.map { (folder) throws(CatalogError) in try PhotoFolderIndex(folder) }
        let plan = PhotoPlan(
            files: files, workspace: workspace,
            contested: try workspace.read { db in try ContestedNames(db) })
        if let fetch = request.fetch {
            summary.fetched = try PhotoFetching(workspace: workspace, plan: plan, monitor: monitor).run(fetch)
        }
        let cleaner = PhotoCleaner(limits: request.options.photoLimits)
        var photosAhead: PhotosAhead?
        if let ahead, let files {
            photosAhead = PhotosAhead(
                folder: files.root, pictures: ahead.pictures,
                known: ahead.photos(of: files.pictures))
        }
        summary.photos = try PhotoImport(
            workspace: workspace, cleaner: cleaner, plan: plan, ahead: photosAhead, monitor: monitor
        ).run(taken: &summary.ahead.photos)
    }

    private func importClaims(
        _ request: ImportRequest, _ source: ImportSource, importID: Int64, monitor: ImportMonitor
    ) throws(CatalogError) -> ImportSummary.RowCounts {
        if let table = request.images, let mapping = source.imageMapping {
            return try ImageTableImport(workspace: workspace, mapping: mapping).run(table, monitor: monitor)
        }
        return try workspace.write { db in try ListingPhotoNames(importID: importID).claim(db) }
    }

    /// What follows from listings and photos together: skipped when neither has changed.
    private func derive(
        _ options: ImportOptions, into summary: inout ImportSummary, monitor: ImportMonitor
    ) throws(CatalogError) {
        let stale = try workspace.read { db in try Freshness.get(db) == .stale }
        if stale {
            try monitor.begin(.prices)
            try workspace.write { db in
                try CategorySpellings.update(db)
                try PriceDoubts.update(db)
            }
            try monitor.begin(.duplicates)
            _ = try workspace.write { db in try GroupStore().update(db) }
        }
        try monitor.begin(.splits)
        for kind in SplitKind.allCases { try workspace.makeSplit(kind, seed: options.splitSeed) }
        let counts = try workspace.write { db in
            try Freshness.set(.fresh, db)
            return try Row.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM listings WHERE price_doubt = 'outlier') AS outliers,
                        (SELECT count(DISTINCT group_id) FROM listings) AS groups,
                        (SELECT max(size) FROM (SELECT count(*) AS size FROM listings
                            WHERE group_id IS NOT NULL GROUP BY group_id)) AS largest
                    """)
        }
        summary.pricesFlagged = counts?["outliers"] ?? 0
        summary.duplicateGroups = counts?["groups"] ?? 0
        summary.largestGroup = counts?["largest"] ?? 0
    }
}
