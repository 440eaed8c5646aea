import SoukCatalog
import Foundation
import SoukEmbeddedSearch

/// Turns a workspace's listings into a generation of the index, calibrated and ready to serve.
public struct WorkspaceIndexer: Sendable {
    /// Makes the vectors of listings.
    public struct Embedder: Sendable {
        /// A listing with its usable photos in the seller's order.
        public struct Item: Sendable {
            public var listing: StoredListing
            public var photos: [StoredPhoto]
        }

        public var model: IndexModel
        /// For each listing the channels that it has.
        public var embed: @Sendable ([Item]) throws -> [[VectorField: [Float]]]

        public init(model: IndexModel, embed: @escaping @Sendable ([Item]) throws -> [[VectorField: [Float]]])
        {
            self.model = model
            self.embed = embed
        }
    }

    /// What was built.
    public struct Outcome: Sendable, Codable {
        public var generation: String
        public var listings: Int
        public var model: String
        /// nil where there was too little to calibrate on.
        public var calibration: RelevanceCalibration?
    }

    let workspace: Workspace
    private let embedder: Embedder?
    var model: IndexModel { embedder?.model ?? .none }
    private let encoder: QueryEncoder?
    let currency: Currency

    static let batch = 256

    /// - Parameters:
    ///   - embedder: nil makes an index of words alone.
    ///   - encoder: of the same model, for the calibration.
    ///   - currency: of a marketplace that has no table of exchange rates, and whose prices tell none.
    public init(
        _ workspace: Workspace, embedder: Embedder? = nil, encoder: QueryEncoder? = nil,
        currency: Currency = .standard
    ) {
        self.workspace = workspace
        self.embedder = embedder
        self.encoder = encoder
        self.currency = currency
    }

    /// Builds beside the generation that serves, calibrates, then switches.
    ///
    /// - Parameter progress: listings done; returning false stops, and nothing changes.
    /// - Throws: `examples` for a workspace without usable listings, `interrupted`, and what the model throws.
    public func run(
        madeBy: String, tuning: SearchTuning = .standard, progress: (Int) -> Bool = { _ in true }
    ) async throws -> Outcome {
        let outcome = try await build(madeBy: madeBy, tuning: tuning, progress: progress)
        try IndexGenerations(root: workspace.index).switchTo(outcome.generation)
        return outcome
    }

    /// Builds and calibrates a generation beside the one that serves, which goes on serving.
    ///
    /// - Throws: as ``run(madeBy:tuning:progress:)``.
    public func build(
        madeBy: String, tuning: SearchTuning = .standard, progress: (Int) -> Bool = { _ in true }
    ) async throws -> Outcome {
        let generations = IndexGenerations(root: workspace.index)
        // What changes from here on is taken into the new generation when it serves.
        let lastChange = try workspace.lastChange()
        let manifest = try generations.build(model: model, madeBy: madeBy) { builder in
            var done = 0
            var last: String?
            while true {
                let batch = try workspace.listings(after: last, limit: Self.batch)
                guard let end = batch.last else { break }
                try builder.add(indexed(batch))
                last = end.listing.id
                done += batch.count
                guard progress(done) else { throw CatalogError.interrupted }
            }
            guard done > 0 else {
                throw RankingError.examples(
                    reason: "the workspace has no usable listing", remedy: "Import some first: souk import.")
            }
        }
        let index = try generations.open(manifest.generation)
        try index.use(workspace.exchangeRates(otherwise: currency))
        var tuning = tuning
        let engine = try SearchEngine(index: index, encoder: encoder, tuning: tuning)
        do {
            tuning.calibration = try await engine.calibrate()
        } catch RankingError.examples {
            tuning.calibration = nil
        }
        try tuning.save(to: index.folder)
        try workspace.note(progress: lastChange, of: manifest.generation)
        return Outcome(
            generation: manifest.generation, listings: manifest.count, model: manifest.model.identity,
            calibration: tuning.calibration)
    }

    func indexed(_ batch: [StoredListing]) throws -> [IndexedListing] {
        let photos = try batch.map { try workspace.photos(of: $0.listing.id).filter { !$0.isRejected } }
        let vectors = try embedder?.embed(zip(batch, photos).map { Embedder.Item(listing: $0, photos: $1) })
        return batch.indices.map { place in
            IndexedListing(batch[place], photos: photos[place], vectors: vectors?[place] ?? [:])
        }
    }
}

extension StoredPhoto {
    var isRejected: Bool { verdict?.isRejected ?? true }
}

extension SearchEngine {
    /// The engine over the generation that serves in a workspace, with the tuning that it was built with.
    ///
    /// - Throws: `missing` before the first `souk index`, `wrongModel` for an encoder of another model.
    public convenience init(_ workspace: Workspace, encoder: QueryEncoder? = nil) throws {
        let index = try IndexGenerations(root: workspace.index).openCurrent()
        try self.init(
            index: index, encoder: encoder, tuning: SearchTuning.load(from: index.folder))
    }
}
