public import Foundation
public import SoukCatalog
import SoukSearch

extension WorkspaceIndexer {
    // MARK: Embedding

    /// Embeds one worker's share of the listings, ahead of the build that takes them up.
    ///
    /// It may be killed at any moment: the same call goes on behind the last finished lot. A lot whose listings changed
    /// since is embedded again.
    ///
    /// - Parameters:
    ///   - folder: where all workers put their segments.
    ///   - shard: which of them this one is.
    ///   - progress: listings looked at; returning false stops, and what was done stays.
    /// - Throws: `interrupted`, and what the model throws for every listing of a lot.
    public func embed(
        into folder: URL, shard: WorkShard, progress: (Int) -> Bool = { _ in true }
    ) async throws -> AheadSummary {
        let ahead = EmbeddedAhead(folder, model)
        var (summary, last, lot, seen) = (AheadSummary(), String?.none, 0, 0)
        while true {
            let place = (lot: lot, last: last)
            let done = try await onQueue { try self.embedded(place.lot, after: place.last, ahead, shard) }
            guard let done else { break }
            if let records = done.records { summary.add(records, kind: "listing") }
            (last, lot, seen) = (done.last, lot + 1, seen + done.count)
            guard progress(seen) else { throw CatalogError.interrupted }
        }
        try summary.writeRefused(into: folder, work: "embed", shard)
        return summary
    }

    private typealias Done = (records: [SegmentRecord<EmbeddedListing>], wasThere: Bool)

    /// One lot; without records where it is another worker's, nil at the end.
    private func embedded(
        _ lot: Int, after last: String?, _ ahead: EmbeddedAhead, _ shard: WorkShard
    ) throws -> (records: Done?, last: String, count: Int)? {
        let batch = try workspace.listings(after: last, limit: Self.batch)
        guard let end = batch.last else { return nil }
        guard shard.takes(lot) else { return (nil, end.listing.id, batch.count) }
        let validation = ListingValidation(dimensions: model.dimensions, fields: model.fields)
        let items = try zip(batch, plain(batch)).map { stored, listing in
            LotWork.Item(key: listing.id, source: try EmbeddedAhead.source(listing), stored)
        }
        let done = try LotWork(ahead.segments).run(lot, items) { stored in
            try indexed(stored).map { listing in
                try validation.check(listing)
                return LotWork.Made(EmbeddedListing(listing))
            }
        }
        return (done, end.listing.id, batch.count)
    }

    /// The listings as an index holds them, without vectors.
    private func plain(_ batch: [StoredListing]) throws -> [IndexedListing] {
        let photos = try workspace.photos(of: batch.map(\.listing.id))
        return batch.map { stored in
            let own = (photos[ListingID(stored.listing.id)] ?? []).filter { !$0.isRejected }
            return IndexedListing(stored, photos: own)
        }
    }

    // MARK: Building

    /// Builds a generation of what workers embedded (``embed(into:shard:progress:)``), looks whether it holds just that,
    /// and lets it serve.
    ///
    /// - Parameters:
    ///   - folder: where the workers put their segments.
    ///   - madeBy: as for an index that is built at once.
    ///   - withoutRefused: whether the index may lack listings that no worker could embed.
    ///   - activating: false leaves it beside the one that serves.
    ///   - progress: listings done; returning false stops, and nothing changes.
    /// - Throws: `examples` where a lot is missing, was damaged or is of other listings than the workspace has now:
    ///   nothing is switched then.
    public func run(
        embeddedIn folder: URL, madeBy: String, withoutRefused: Bool = false, activating: Bool = true,
        progress: (Int) -> Bool = { _ in true }
    ) async throws -> (outcome: Outcome, taken: EmbeddedTaken) {
        let ahead = EmbeddedAhead(folder, model)
        try await check(ahead)
        let lots = EmbeddedLots(self, ahead, withoutRefused: withoutRefused)
        let outcome = try await build(madeBy: madeBy, progress: progress) { try await lots.next(after: $0) }
        let taken = await lots.taken
        do {
            try await verify(outcome.generation, taken)
        } catch {
            try await generations.drop(outcome.generation)
            throw error
        }
        if activating { try await serve(outcome.generation) }
        return (outcome, taken)
    }

    /// Looks whether every lot is there, before anything is built.
    private func check(_ ahead: EmbeddedAhead) async throws {
        let (lots, missing) = try await onQueue {
            var (last, lot, missing) = (String?.none, 0, [Int]())
            while let end = try self.workspace.listings(after: last, limit: Self.batch).last {
                if !ahead.segments.isThere(lot) { missing.append(lot) }
                (last, lot) = (end.listing.id, lot + 1)
            }
            return (lot, missing)
        }
        guard missing.isEmpty else {
            let some = missing.prefix(10).map(String.init).joined(separator: ", ")
            throw RankingError.examples(
                reason: "of \(lots) lots, \(missing.count) are not embedded, or by another model: \(some)"
                    + (missing.count > 10 ? ", …" : ""),
                remedy: "Run the workers that did not finish again, then load again. Nothing was built.")
        }
    }

    /// A lot, and its last listing; nil at the end.
    func taken(
        _ lot: Int, after last: String?, _ ahead: EmbeddedAhead
    ) async throws -> (segment: SegmentFolder.Segment<EmbeddedListing>, last: String)? {
        try await onQueue {
            let batch = try self.workspace.listings(after: last, limit: Self.batch)
            guard let end = batch.last else { return nil }
            let sources = try self.plain(batch).map(EmbeddedAhead.source)
            guard let segment = ahead.read(lot, from: sources) else {
                throw RankingError.examples(
                    reason: "lot \(lot) is damaged, or of other listings than the workspace has now",
                    remedy: "Run its worker again: it embeds what it finds so. Nothing was switched.")
            }
            return (segment, end.listing.id)
        }
    }

    /// Whether a generation holds just the listings of the workspace, field for field.
    private func verify(_ generation: String, _ taken: EmbeddedTaken) async throws {
        let engine = try await generations.open(generation)
        let refused = Set(of: taken.refused)
        func differs(_ reason: String) -> RetrievalError {
            .damaged(path: generation, reason: reason, remedy: "Nothing was switched: load again.")
        }
        let held = try await engine.state().listings
        guard held == taken.listings else {
            throw differs("it holds \(held) listings, and \(taken.listings) were loaded")
        }
        var last: String?
        while true {
            let batch = try await onQueue { [last] in
                try self.plain(self.workspace.listings(after: last, limit: Self.batch))
            }
            guard let end = batch.last else { return }
            last = end.id
            let known = try await engine.fetch(batch.map(\.id), .description)
            for listing in batch where !refused.contains(listing.id) && known[listing.id] != listing {
                throw differs("listing \(listing.id) is not in it as it was loaded")
            }
        }
    }
}
