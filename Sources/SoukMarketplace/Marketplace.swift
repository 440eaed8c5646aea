import Dispatch
import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking
import Synchronization

/// A workspace that lives: searched by many while listings come, change and are sold.
///
/// A write is on disk in the catalogue and visible in every answer when its call returns. A write that was cut off
/// after the catalogue had it is brought into the index when the marketplace opens again. All that blocks runs on
/// threads of its own, so any number of tasks may call at once.
public final class Marketplace: Sendable {
    public let workspace: Workspace
    private let models: any ListingModelProvider
    let cleaner: ListingCleaner
    let photoCleaner: PhotoCleaner
    private let serving: Mutex<Serving>
    private let startedAt = Date()
    private let catalogue = DispatchQueue(label: "souk.catalogue", qos: .userInitiated)
    private let readers = DispatchQueue(label: "souk.readers", qos: .userInitiated, attributes: .concurrent)
    private let follower: Mutex<ChangeFollower?> = Mutex(nil)

    /// Opens the index that serves, with its model, and brings in what it lacks.
    ///
    /// - Parameter models: opens the listing model that the index was built with.
    /// - Throws: `RetrievalError` before the first `souk index`.
    public init(
        _ workspace: Workspace, models: any ListingModelProvider = NoListingModels(),
        options: MarketplaceOptions = MarketplaceOptions()
    ) async throws {
        self.workspace = workspace
        self.models = models
        cleaner = ListingCleaner(options: options.cleaning, gazetteer: .bundled())
        photoCleaner = PhotoCleaner(limits: options.photoLimits)
        let opened = try await DispatchQueue.global().run {
            let opened = try Serving(workspace, models: models)
            try ChangeFollower.catchUp(workspace, opened)
            return opened
        }
        serving = Mutex(opened)
        let follower = ChangeFollower(workspace) { [weak self] in self?.current ?? opened }
        self.follower.withLock { $0 = follower }
    }

    var current: Serving { serving.withLock { $0 } }

    /// The engine that answers now; one that was taken before a `reload` goes on answering from the old index.
    public var engine: SearchEngine { current.engine }

    /// Serves the current generation and the newest model from now on: after an index was built, or rolled back.
    public func reload() async throws {
        guard let follower = follower.withLock({ $0 }) else { return }
        let (workspace, models) = (workspace, models)
        // Two that follow the same changes into one index could leave the older of two texts behind.
        try await follower.between {
            let opened = try Serving(workspace, models: models)
            try ChangeFollower.catchUp(workspace, opened)
            self.serving.withLock { $0 = opened }
        }
        try await follow(reading { try workspace.lastChange() })
    }

    public var state: MarketplaceState {
        get async throws {
            let (serving, workspace, startedAt) = (current, workspace, startedAt)
            return try await reading {
                MarketplaceState(
                    generation: serving.index.generation,
                    modelHash: serving.model?.identity, listings: try serving.index.count,
                    pendingChanges: try workspace.changesMissing(from: serving.index.generation),
                    startedAt: startedAt)
            }
        }
    }

    // MARK: Reading

    public func search(_ request: SearchRequest) async throws -> SearchAnswer {
        try await current.engine.search(request)
    }

    /// - Throws: `RankingError.missingListing` when it is not on sale.
    public func similar(
        to id: String, limit: Int = 20, filter: SearchFilter = SearchFilter()
    ) async throws -> SimilarAnswer {
        try await current.engine.similar(to: id, filter: filter, limit: limit)
    }

    public func recommend(_ request: RecommendationRequest) async throws -> RecommendationAnswer {
        try await current.recommender.recommend(request)
    }

    /// The listing with its photos; nil when it is not on sale.
    public func listing(_ id: String) async throws -> ListingDetails? {
        let (index, workspace) = (current.index, workspace)
        return try await reading {
            guard var listing = try index.listing(id) else { return nil }
            listing.vectors = [:]
            let photos = try workspace.photos(of: id).filter { $0.verdict?.isRejected == false }
            return ListingDetails(
                listing: listing, photos: photos.map { .init(ordinal: $0.ordinal, id: $0.id) })
        }
    }

    /// A clean photo; nil when there is none at that place, or its listing is not on sale.
    public func photo(_ ordinal: Int, of id: String, size: PhotoSize) async throws -> CleanPhoto? {
        let (index, workspace) = (current.index, workspace)
        return try await reading {
            guard try index.listing(id) != nil else { return nil }
            let photo = try workspace.photos(of: id).first {
                $0.ordinal == ordinal && $0.verdict?.isRejected == false
            }
            return photo.map {
                CleanPhoto(file: workspace.photos.url(id: $0.id, size: size), frame: $0.frame ?? .whole)
            }
        }
    }

    /// Listings on sale by id; those that are not are left out.
    public func listings(_ ids: [String]) async throws -> [String: IndexedListing] {
        let index = current.index
        return try await reading { try index.listings(ids) }
    }

    /// How many listings on sale there are by category, price, condition and the like.
    public func facets(
        _ filter: SearchFilter = SearchFilter(), _ request: FacetRequest = FacetRequest()
    ) async throws -> FacetCounts {
        let index = current.index
        return try await reading { try index.facets(filter, request) }
    }

    /// The vector of words, a photo, or both, `[dimensions]`, of length 1.
    ///
    /// - Throws: `noModel` where words alone search.
    public func embed(words: String?, photo: URL?) async throws -> [Float] {
        guard let encoder = current.encoder else { throw MarketplaceError.noModel(what: "a vector") }
        let clean = try await reading { [photoCleaner] in
            try photo.map { try QueryPhoto.file($0).cleaned(by: photoCleaner) }
        }
        return try await encoder.encode([QueryContent(words: words, photo: clean)])[0]
    }

    // MARK: Threads

    func onCatalogue<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await catalogue.run(work)
    }

    /// Runs work that blocks on the marketplace's threads for reading.
    package func reading<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await readers.run(work)
    }

    func follow(_ sequence: Int) async throws {
        try await follower.withLock { $0 }?.reach(sequence)
    }
}

/// How a marketplace cleans what is handed in.
public struct MarketplaceOptions: Sendable {
    public var cleaning: CleaningOptions
    public var photoLimits: PhotoLimits

    public init(cleaning: CleaningOptions = .init(), photoLimits: PhotoLimits = .init()) {
        self.cleaning = cleaning
        self.photoLimits = photoLimits
    }
}
