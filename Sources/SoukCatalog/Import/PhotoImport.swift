import GRDB

/// Cleans the photos that the tables claim, in parallel, a batch a transaction.
struct PhotoImport {
    let workspace: Workspace
    let cleaner: PhotoCleaner
    let plan: PhotoPlan
    /// nil where nobody cleaned photos ahead.
    let ahead: PhotosAhead?
    let monitor: ImportMonitor

    private static let batch = 64
    private static let page = 1024

    /// - Parameter taken: how many were cleaned ahead.
    func run(taken: inout Int) throws(CatalogError) -> ImportSummary.PhotoCounts {
        var counts = ImportSummary.PhotoCounts()
        counts.otherFiles = plan.files?.otherFiles ?? 0
        workspace.photos.removeLeftovers()
        defer { workspace.photos.removeLeftovers() }
        if let files = plan.files {
            try PhotoOrphans(workspace: workspace, files: files, contested: plan.contested).reconcile()
        }
        let total = try workspace.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM photos") ?? 0 }
        let clock = ContinuousClock()
        let began = clock.now
        try monitor.begin(.photos, total: total)
        let worker = PhotoWorker(cleaner: cleaner, folders: workspace.photos, ahead: ahead)
        var (last, done) = ("", 0)
        while let page = try nextPage(after: last) {
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
                let results = try worker.clean(batch)
                taken += results.count(where: \.isAhead)
                try keep(results, counts: &counts)
                done += batch.count
                counts.seconds = (clock.now - began).seconds
                try monitor.advance(done: done, of: total, items: counts.cleaned)
            }
            last = page.last
        }
        return counts
    }

    private func nextPage(
        after id: String
    ) throws(CatalogError) -> (steps: [(String, PhotoStep)], last: String)? {
        try workspace.read { db in
            let rows = try PhotoPlan.rows(after: id, limit: Self.page, db)
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
