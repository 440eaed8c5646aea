import GRDB

/// Has the photos fetched that the tables name by address, and that the photo folder does not hold.
struct PhotoFetching {
    let workspace: Workspace
    let plan: PhotoPlan
    let monitor: ImportMonitor

    private static let page = 1000

    func run(_ fetch: PhotoFetch) throws(CatalogError) -> FetchCounts {
        let photos = workspace.fetchedPhotos
        photos.removeLeftovers()
        let total = try workspace.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM photos") ?? 0 }
        try monitor.begin(.fetching, total: total)
        var (counts, last, done) = (FetchCounts(), "", 0)
        while let page = try nextPage(after: last) {
            let before = done
            counts += try fetch(page.addresses, photos) { (count) throws(CatalogError) in
                try monitor.advance(done: before + count, of: total, items: before + count)
            }
            done += page.count
            last = page.last
            try monitor.advance(done: done, of: total, items: done)
        }
        return counts
    }

    private func nextPage(
        after id: String
    ) throws(CatalogError) -> (addresses: [String], count: Int, last: String)? {
        try workspace.read { db in
            let rows = try PhotoPlan.rows(after: id, limit: Self.page, db)
            guard let last = rows.last else { return nil }
            var seen: Set<[UInt8]> = []
            let addresses = rows.compactMap(plan.missingAddress).filter {
                seen.insert(Array($0.utf8)).inserted
            }
            return (addresses, rows.count, last["id"])
        }
    }
}
