import Dispatch
import Foundation
public import Logging
public import SoukCatalog
import SoukEmbeddedSearch
public import SoukRanking
public import SoukSearch
import Synchronization

/// A workspace that lives: searched by many while listings come, change and are sold.
///
/// A write is on disk in the catalogue and visible in every answer when its call returns. A write that was cut off
/// after the catalogue had it is brought into the index when the marketplace opens again. All that blocks runs on
/// threads of its own, so any number of tasks may call at once.
public final class Marketplace: Sendable {
    public let workspace: Workspace
    let models: any ListingModelProvider
    /// Where the index's generations are.
    public let generations: any SearchGenerations
    let cleaner: ListingCleaner
    /// Cleans untrusted photos.
    public let photoCleaning: any PhotoCleaning
    private let serving: Mutex<Serving>
    private let startedAt = Date()
    private let logger: Logger
    private let catalogue = DispatchQueue(label: "souk.catalogue", qos: .userInitiated)
    private let readers = DispatchQueue(label: "souk.readers", qos: .userInitiated, attributes: .concurrent)
    private let follower: Mutex<ChangeFollower?> = Mutex(nil)
    private let reloads = Turns()
    private let views: ViewNotes
    private let writing: WriteState
    static let notes = DispatchQueue(label: "souk.views", qos: .utility)
    private let following = Mutex(Following())
    private let completions = CompletionsKeeper()

    /// How it goes with the generations that other programs switch to.
    private struct Following {
        var watch: Task<Void, Never>?
        var switches = 0
        var fault: String?
        /// What is damaged of the index that serves.
        var indexFaults: [String] = []
        var nextCare = ContinuousClock.now
        var nextDrop = ContinuousClock.now + .seconds(30)
    }

    /// Opens the index that serves, with its model, and brings in what it lacks. From then on another generation
    /// that begins to serve, whoever switched to it, is followed within a second or so.
    ///
    /// - Parameters:
    ///   - workspace: The workspace to serve and change.
    ///   - models: opens the listing model that the index was built with.
    ///   - search: nil for the generations in the workspace's own folder.
    ///   - options: How listings are cleaned, and how often the index is looked at.
    /// - Throws: `RetrievalError.missing` before the first generation.
    public init(
        _ workspace: Workspace, models: any ListingModelProvider = NoListingModels(),
        search: (any SearchGenerations)? = nil, options: MarketplaceOptions = MarketplaceOptions()
    ) async throws {
        self.workspace = workspace
        self.models = models
        generations = search ?? workspace.search
        logger = options.logger
        (views, writing) = (ViewNotes(workspace), WriteState(workspace))
        cleaner = ListingCleaner(options: options.cleaning, gazetteer: .bundled())
        photoCleaning =
            options.photoCleaning ?? LocalPhotoCleaning(PhotoCleaner(limits: options.photoLimits))
        let opened = try await Serving(workspace, generations, models)
        try await ChangeFollower.catchUp(workspace, opened)
        serving = Mutex(opened)
        let follower = ChangeFollower(workspace) { [weak self] in self?.current ?? opened }
        self.follower.withLock { $0 = follower }
        log(opened, "serving")
        await completions.refresh(opened.engine, logger)
        watch(every: options.followInterval)
    }

    deinit { following.withLock { $0.watch?.cancel() } }

    /// Why nothing can be written now, such as a full disk; nil where a write would succeed. Reads go on either way.
    public var writeFault: String? { get async { await writing.fault } }

    /// The same, looked at anew: after a write that failed.
    public func lookForWriteFault() async -> String? { await writing.look() }

    /// Notes that a buyer looked at a listing, some time soon: no page waits for it, or fails with it.
    public func noteView(_ event: BuyerEvent) {
        let views = views
        Task.detached(priority: .utility) { await views.add(event) }
    }

    var current: Serving { serving.withLock { $0 } }

    /// The pipeline that answers now; one that was taken before a switch goes on answering from the old index.
    public var pipeline: SearchPipeline { current.pipeline }

    /// Why answers are less than they could be.
    public var degraded: [Degradation] { current.pipeline.degraded }

    /// Serves the current generation with its model from now on: after an index was built, or rolled back.
    public func reload() async throws {
        try await reloads.run { try await self.open() }
        let workspace = workspace
        try await follow(reading { try workspace.lastChange() })
    }

    /// What the new generation lacks is brought in while the old one serves; what comes in meanwhile, between two
    /// batches, so that no change is taken twice or left out.
    private func open() async throws {
        guard let follower = follower.withLock({ $0 }) else { return }
        let workspace = workspace
        let opened = try await Serving(workspace, generations, models)
        let isSwitch = opened.generation != current.generation
        if isSwitch { try await ChangeFollower.catchUp(workspace, opened) }
        try await follower.between {
            try await ChangeFollower.catchUp(workspace, opened)
            self.serving.withLock { $0 = opened }
        }
        following.withLock { $0.switches += isSwitch ? 1 : 0 }
        log(opened, isSwitch ? "another generation serves" : "reloaded")
    }

    // MARK: Following other programs

    private func watch(every interval: Duration) {
        let watch = Task.detached(priority: .utility) { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: interval)
                await self?.look()
                await self?.lookForDamage()
                await self?.dropOldEvents()
            }
        }
        following.withLock { $0.watch = watch }
    }

    /// What became of the files of the index that serves, each with its path and what to do; empty where nothing did.
    /// Searches go on by what is in memory.
    public var indexFaults: [String] { following.withLock(\.indexFaults) }

    /// Every few seconds; what is new is told once.
    private func lookForDamage() async {
        let isDue = following.withLock { following in
            guard ContinuousClock.now >= following.nextCare else { return false }
            following.nextCare = .now + .seconds(5)
            return true
        }
        guard isDue, let faults = try? await current.engine.state().faults else { return }
        let new = following.withLock { following in
            defer { following.indexFaults = faults }
            return faults.filter { !following.indexFaults.contains($0) }
        }
        for fault in new {
            logger.critical("a file of the index is damaged", metadata: ["fault": "\(fault)"])
        }
    }

    /// Once an hour, some at a time.
    private func dropOldEvents() async {
        let isDue = following.withLock { following in
            guard ContinuousClock.now >= following.nextDrop else { return false }
            following.nextDrop = .now + .seconds(3_600)
            return true
        }
        guard isDue else { return }
        let (workspace, now) = (workspace, Int(Date().timeIntervalSince1970))
        let isMore = try? await Self.notes.run { try workspace.dropOldEvents(now: now) }
        if isMore == true { following.withLock { $0.nextDrop = .now } }
    }

    /// A fault is told once, and tried again at the next look.
    private func look() async {
        do {
            let (serving, workspace, models) = (current, workspace, models)
            let isBack = try await reading { serving.isModelBack(in: workspace, models) }
            let name = try await generations.current()
            if isBack || (name != nil && name != serving.generation) { try await reload() }
            try await takeForeignChanges()
            following.withLock { $0.fault = nil }
        } catch {
            let fault = "\(error)"
            let isNew = following.withLock { following in
                defer { following.fault = fault }
                return following.fault != fault
            }
            guard isNew else { return }
            logger.error("the generation that serves cannot be followed", metadata: ["error": "\(fault)"])
        }
    }

    /// Brings in what another program wrote into the catalogue, such as `souk listings` or an import.
    private func takeForeignChanges() async throws {
        let (workspace, generation) = (workspace, current.generation)
        let (missing, last) = try await reading {
            (try workspace.changesMissing(from: generation), try workspace.lastChange())
        }
        if missing > 0 { try await follow(last) }
    }

    private func log(_ serving: Serving, _ message: Logger.Message) {
        logger.notice(message, metadata: ["generation": "\(serving.generation)"])
        for reason in serving.pipeline.degraded {
            logger.warning(
                "search is degraded",
                metadata: ["code": "\(reason.rawValue)", "reason": "\(reason.reason)"])
        }
    }

    public var state: MarketplaceState {
        get async throws {
            let (serving, workspace) = (current, workspace)
            let listings = try await serving.engine.state().listings
            let pending = try await reading { try workspace.changesMissing(from: serving.generation) }
            let (switches, fault) = following.withLock { ($0.switches, $0.fault) }
            return MarketplaceState(
                generation: serving.generation, modelHash: serving.model?.identity, listings: listings,
                pendingChanges: pending, startedAt: startedAt, degraded: serving.pipeline.degraded,
                generationSwitches: switches, followFault: fault)
        }
    }

    // MARK: Reading

    public func search(_ request: SearchRequest) async throws -> SearchAnswer {
        try await current.pipeline.search(request)
    }

    /// What a buyer who has typed so much may mean: words that listings hold, categories and titles, the likeliest
    /// first. They follow changes of listings within half a minute or so.
    ///
    /// - Throws: `RankingError.request` for a limit that is not 1 to 50.
    public func complete(_ text: String, limit: Int = 8) async throws -> [Suggestion] {
        guard (1...50).contains(limit) else {
            throw RankingError.request(reason: "\(limit) completions", remedy: "Ask for 1 to 50.")
        }
        return await completions.complete(text, limit: limit, current.engine, logger)
    }

    /// Returns when the completions that are being made are there.
    package func completionsAreMade() async { await completions.settle() }

    /// - Throws: `RankingError.missingListing` when it is not on sale.
    public func similar(
        to id: String, limit: Int = 20, filter: SearchFilter = SearchFilter()
    ) async throws -> SimilarAnswer {
        try await current.pipeline.similar(to: id, filter: filter, limit: limit)
    }

    public func recommend(_ request: RecommendationRequest) async throws -> RecommendationAnswer {
        try await current.recommender.recommend(request)
    }

    /// The listing with its photos; nil when it is not on sale.
    public func listing(_ id: String) async throws -> ListingDetails? {
        guard let listing = try await current.engine.fetch(id, .description) else { return nil }
        let workspace = workspace
        let photos = try await reading {
            try workspace.photos(of: id).filter { $0.verdict?.isRejected == false }
        }
        return ListingDetails(
            listing: listing, photos: photos.map { .init(ordinal: $0.ordinal, id: $0.id) })
    }

    /// A clean photo; nil when there is none at that place, or its listing is not on sale.
    public func photo(_ ordinal: Int, of id: String, size: PhotoSize) async throws -> CleanPhoto? {
        guard try await current.engine.fetch(id, .summary) != nil else { return nil }
        let workspace = workspace
        return try await reading {
            let photo = try workspace.photos(of: id).first {
                $0.ordinal == ordinal && $0.verdict?.isRejected == false
            }
            return photo.map {
                CleanPhoto(file: workspace.photos.url(id: $0.id, size: size), frame: $0.frame ?? .whole)
            }
        }
    }

    /// The vector of words, a photo, or both, `[dimensions]`, of length 1.
    ///
    /// - Throws: `noModel` where words alone search, `RankingError.modelMissing` where the index's model is gone.
    public func embed(words: String?, photo: QueryPhoto?) async throws -> [Float] {
        let serving = current
        if serving.isModelMissing {
            throw RankingError.modelMissing(identity: serving.engine.model.identity)
        }
        guard let encoder = serving.encoder else { throw MarketplaceError.noModel(what: "a vector") }
        let clean = try await cleaned(photo)
        return try await encoder.encode([QueryContent(words: words, photo: clean)])[0]
    }

    /// A photo as models want it.
    ///
    /// - Throws: `photo` for what is none.
    func cleaned(_ photo: QueryPhoto?) async throws -> ListingPhoto? {
        switch photo {
        case nil: return nil
        case .clean(let photo): return photo
        case .file(let url):
            let bytes = try await reading { try [UInt8](Data(contentsOf: url)) }
            let cleaned = try await photoCleaning.cleaned(bytes, name: url.lastPathComponent)
            guard let picture = cleaned.photo else {
                throw MarketplaceError.photo(reason: cleaned.outcome.verdict.reason)
            }
            return ListingPhoto(
                .bytes(picture.large), frame: cleaned.outcome.frame ?? .whole,
                contentHash: cleaned.outcome.contentHash)
        }
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

    /// After a write: it is kept, whatever the index says, which takes it when it can.
    func followWritten(_ sequence: Int) async {
        do { try await follow(sequence) } catch {
            logger.error("a change is kept, and not yet in the index", metadata: ["error": "\(error)"])
        }
    }
}

/// How a marketplace cleans what is handed in, and follows its index.
public struct MarketplaceOptions: Sendable {
    public var cleaning: CleaningOptions
    public var photoLimits: PhotoLimits
    /// Cleans untrusted photos, such as `IsolatedPhotoCleaning`; nil cleans them in this process.
    public var photoCleaning: (any PhotoCleaning)?
    /// How often to look whether another program let another generation serve.
    public var followInterval: Duration
    /// Is told of switches, and of what is missing; silent unless given.
    public var logger: Logger

    public init(
        cleaning: CleaningOptions = .init(), photoLimits: PhotoLimits = .init(),
        photoCleaning: (any PhotoCleaning)? = nil, followInterval: Duration = .seconds(1),
        logger: Logger = Logger(label: "souk.marketplace") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.cleaning = cleaning
        self.photoLimits = photoLimits
        self.photoCleaning = photoCleaning
        self.followInterval = followInterval
        self.logger = logger
    }
}
