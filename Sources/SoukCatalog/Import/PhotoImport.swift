import GRDB

/// Cleans the photos that the tables claim, in parallel, a batch a transaction.
struct PhotoImport {
    let workspace: Workspace
    let cleaner: PhotoCleaner
    let files: PhotoFolderIndex
    let monitor: ImportMonitor

    private static let batch = 64
    private static let page = 1024

    func run() throws(CatalogError) -> ImportSummary.PhotoCounts {
        var counts = ImportSummary.PhotoCounts()
        counts.otherFiles = files.otherFiles
        workspace.photos.removeLeftovers()
        defer { workspace.photos.removeLeftovers() }
        let contested = try workspace.read { db in try ContestedNames(db) }
        try PhotoOrphans(workspace: workspace, files: files, contested: contested).reconcile()
        let total = try workspace.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM photos") ?? 0 }
        let clock = ContinuousClock()
        let began = clock.now
        try monitor.begin(.photos, total: total)
        let worker = PhotoWorker(cleaner: cleaner, source: files.root, folders: workspace.photos)
        var (last, done) = ("", 0)
        let plan = PhotoPlan(files: files, folders: workspace.photos, contested: contested)
        while let page = try nextPage(of: plan, after: last) {
            var tasks: [PhotoTask] = []
            try workspace.write { db in
                for (id, step) in page.steps {
                    switch step {
                    case .keep: counts.unchanged += 1
                    case .clean(let task): tasks.append(task)
                    case .refuse(_, let reason):
                        let changed = try PhotoResult.refuse(id, reason, db)
                        if changed { counts.rejected += 1 } else { counts.unchanged += 1 }
                    }
                }
            }
            done += page.steps.count - tasks.count
            for start in stride(from: 0, to: tasks.count, by: Self.batch) {
                let batch = Array(tasks[start..<min(start + Self.batch, tasks.count)])
                try keep(worker.clean(batch), counts: &counts)
                done += batch.count
                counts.seconds = (clock.now - began).seconds
                try monitor.advance(done: done, of: total, items: counts.cleaned)
            }
            last = page.last
        }
        return counts
    }

    private func nextPage(
        of plan: PhotoPlan, after id: String
    ) throws(CatalogError) -> (steps: [(String, PhotoStep)], last: String)? {
        try workspace.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT p.*, l.usable AS listing_usable, EXISTS (SELECT 1 FROM photos own
                        WHERE own.listing_id = p.listing_id AND own.ordinal = p.ordinal
                            AND own.origin = 'service') AS is_replaced
                    FROM photos p
                    LEFT JOIN listings l ON l.id = p.listing_id
                    WHERE p.id > ? AND p.listing_id IS NOT NULL ORDER BY p.id LIMIT ?
                    """, arguments: [id, Self.page])
            guard let last = rows.last else { return nil }
            return (try rows.map { ($0["id"], try plan.step(for: $0)) }, last["id"])
        }
    }

    private func keep(
        _ results: [PhotoResult], counts: inout ImportSummary.PhotoCounts
    ) throws(CatalogError) {
        try workspace.write { db in
            for result in results {
                try result.save(db)
                switch result.outcome?.verdict {
                case nil: counts.unchanged += 1
                case .rejected?: counts.rejected += 1
                default: counts.cleaned += 1
                }
            }
        }
    }
}
