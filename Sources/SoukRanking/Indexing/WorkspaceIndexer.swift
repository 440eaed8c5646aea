import Foundation
public import SoukCatalog
public import SoukSearch
import Dispatch

/// Turns a workspace's listings into a generation of the index, calibrated and ready to serve.
public struct WorkspaceIndexer: Sendable {
    /// What was built.
    public struct Outcome: Sendable, Codable {
        public var generation: String
        public var listings: Int
        public var model: String
        /// The name of the ranking model.
        public var ranking: String
        /// nil where there was too little to calibrate on.
        public var calibration: RelevanceCalibration?
    }

    let workspace: Workspace
    let generations: any SearchGenerations
    private let encoder: (any ContentEncoder)?
    var model: IndexModel { encoder?.indexModel ?? .none }
    let currency: Currency
    private let queue = DispatchQueue(label: "souk.indexer", qos: .utility)

    static let batch = 256
    /// How many generations are kept besides the one that serves and the one before it.
    package static let keptGenerations = 2

    /// An indexer of one workspace.
    ///
    /// - Parameters:
    ///   - workspace: Whose listings are indexed.
    ///   - generations: where the new one is built.
    ///   - encoder: nil makes an index of words alone.
    ///   - currency: of a marketplace that has no table of exchange rates, and whose prices tell none.
    public init(
        _ workspace: Workspace, into generations: any SearchGenerations,
        encoder: (any ContentEncoder)? = nil, currency: Currency = .standard
    ) {
        (self.workspace, self.generations, self.encoder) = (workspace, generations, encoder)
        self.currency = currency
    }

    /// Builds beside the generation that serves, calibrates, then switches; once the new one answers, the oldest
    /// generations are dropped.
    ///
    /// - Parameters:
    ///   - madeBy: Which program builds it; the generation says so.
    ///   - ranking: the promoted ranking model unless given, or else the one that Souk ships.
    ///   - progress: listings done; returning false stops, and nothing changes.
    /// - Throws: `examples` for a workspace without usable listings, `interrupted`, and what the model throws.
    public func run(
        madeBy: String, ranking: RankingModel? = nil, progress: (Int) -> Bool = { _ in true }
    ) async throws -> Outcome {
        let outcome = try await build(madeBy: madeBy, ranking: ranking, progress: progress)
        try await serve(outcome.generation)
        return outcome
    }

    func serve(_ generation: String) async throws {
        try await generations.activate(generation)
        _ = try await generations.openCurrent().state()
        try await generations.prune(keeping: Self.keptGenerations)
    }

    /// Builds and calibrates a generation beside the one that serves, which goes on serving.
    ///
    /// - Throws: as ``run(madeBy:ranking:progress:)``.
    public func build(
        madeBy: String, ranking: RankingModel? = nil, progress: (Int) -> Bool = { _ in true }
    ) async throws -> Outcome {
        try await build(madeBy: madeBy, ranking: ranking, progress: progress) { last in
            let batch = try await onQueue {
                try self.indexed(self.workspace.listings(after: last, limit: Self.batch))
            }
            return batch.last.map { (batch, $0.id) }
        }
    }

    /// - Parameter batch: the listings behind one, as they are written, and the last one that was looked at; nil at
    ///   the end.
    func build(
        madeBy: String, ranking: RankingModel? = nil, progress: (Int) -> Bool,
        _ prepared: @escaping @Sendable (String?) async throws -> (listings: [IndexedListing], last: String)?
    ) async throws -> Outcome {
        // What changes from here on is taken into the new generation when it serves.
        let lastChange = try workspace.lastChange()
        let built = try await generations.build(model, madeBy: madeBy) { draft in
            var done = 0
            var batch = try await prepared(nil)
            while let (listings, last) = batch {
                // While one batch is written, the next is read and embedded.
                async let next = prepared(last)
                if !listings.isEmpty { try await draft.add(listings) }
                done += listings.count
                guard progress(done) else { throw CatalogError.interrupted }
                batch = try await next
            }
            guard done > 0 else {
                throw RankingError.examples(
                    reason: "the workspace has no usable listing", remedy: "Import some first.")
            }
        }
        let engine = try await generations.open(built.name)
        try await engine.use(workspace.exchangeRates(otherwise: currency))
        var tuning = SearchTuning()
        if let ranking = try ranking ?? ModelStore(workspace).promotedRanking() { tuning.ranking = ranking }
        let pipeline = try await SearchPipeline(
            engine: engine, encoder: encoder.map { QueryEncoder($0) }, tuning: tuning,
            synonyms: .of(workspace))
        do {
            tuning.calibration = try await pipeline.calibrate()
        } catch RankingError.examples {
            tuning.calibration = nil
        }
        try await tuning.save(to: generations, built.name)
        try workspace.note(progress: lastChange, of: built.name)
        return Outcome(
            generation: built.name, listings: built.manifest?.count ?? 0, model: model.identity,
            ranking: tuning.ranking.name, calibration: tuning.calibration)
    }

    /// On a thread of its own, which may block.
    func onQueue<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await queue.run(work)
    }

    func indexed(_ batch: [StoredListing]) throws -> [IndexedListing] {
        let known = try workspace.photos(of: batch.map(\.listing.id))
        var photos = batch.map { (known[ListingID($0.listing.id)] ?? []).filter { !$0.isRejected } }
        let vectors: [[VectorField: [Float]]]?
        do {
            vectors = try embed(batch, photos)
        } catch {
            // A damaged photo is mended or left out, and keeps nothing from being indexed.
            let sound = try batch.map { try workspace.soundPhotos(of: $0.listing.id) }
            photos = sound
            vectors = try embed(batch, sound)
        }
        return batch.indices.map { place in
            IndexedListing(batch[place], photos: photos[place], vectors: vectors?[place] ?? [:])
        }
    }
}

extension WorkspaceIndexer {
    private func embed(
        _ batch: [StoredListing], _ photos: [[StoredPhoto]]
    ) throws -> [[VectorField: [Float]]]? {
        try encoder?.embed(
            listings: zip(batch, photos).map { stored, photos in
                ListingContent(
                    stored.listing, photos: photos.map { ListingPhoto($0, in: workspace.photos) })
            })
    }
}

extension StoredPhoto {
    var isRejected: Bool { verdict?.isRejected ?? true }
}
