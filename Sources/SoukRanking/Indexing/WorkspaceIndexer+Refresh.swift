import SoukCatalog
public import SoukSearch

/// What was brought up to date.
public struct IndexRefresh: Sendable, Codable, Equatable {
    public var written = 0
    public var deleted = 0
}

extension WorkspaceIndexer {
    /// Brings an index of the same model to what the workspace holds now: listings that came, changed or went
    /// since it was built. Listings whose fields, texts and photos are as they were
    /// keep their vectors. Prices are compared by the rates that the workspace has now.
    ///
    /// - Parameters:
    ///   - engine: The generation that is brought up to date.
    ///   - progress: Listings looked at; returning false stops, and what was done stays.
    /// - Throws: `wrongModel` for an index of another model.
    @discardableResult public func refresh(
        _ engine: any SearchEngine, progress: (Int) -> Bool = { _ in true }
    ) async throws -> IndexRefresh {
        let own = model.identity
        guard engine.model.identity == own else {
            throw RetrievalError.wrongModel(index: engine.model.identity, query: own)
        }
        // What changes from here on is taken in when the index serves.
        let lastChange = try workspace.lastChange()
        var (refresh, seen, last) = (IndexRefresh(), Set<ListingID>(), String?.none)
        while true {
            let batch = try workspace.listings(after: last, limit: Self.batch)
            guard let end = batch.last else { break }
            last = end.listing.id
            seen.formUnion(batch.map { ListingID($0.listing.id) })
            let known = try await engine.fetch(batch.map(\.listing.id), .description)
            let changed = try batch.filter { try plain($0) != known[$0.listing.id] }
            if !changed.isEmpty { try await engine.upsert(onQueue { try self.indexed(changed) }) }
            refresh.written += changed.count
            guard progress(seen.count) else { throw CatalogError.interrupted }
        }
        try await engine.use(workspace.exchangeRates(otherwise: currency))
        let gone = try await ids(of: engine).filter { !seen.contains($0) }
        refresh.deleted = try await engine.delete(gone)
        try workspace.note(progress: lastChange, of: engine.generation)
        return refresh
    }

    private func plain(_ listing: StoredListing) throws -> IndexedListing {
        let photos = try workspace.photos(of: listing.listing.id)
        return IndexedListing(listing, photos: photos.filter { !$0.isRejected })
    }

    private func ids(of engine: any SearchEngine) async throws -> [String] {
        var (ids, cursor) = ([String](), String?.none)
        repeat {
            let page = try await engine.scan(ScanRequest(after: cursor, limit: 1000, fields: .summary))
            ids += page.listings.map(\.id)
            cursor = page.next
        } while cursor != nil
        return ids
    }
}
