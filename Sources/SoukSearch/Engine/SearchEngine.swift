public import SoukCatalog

/// One generation of searchable listings, wherever it is kept: in this process, in files, or on other machines.
///
/// Every verb may be called by any number of tasks at once. No verb blocks the calling thread. A cancelled task
/// ends its call with `CancellationError` at the next stage of the work. A write that returned is visible to every
/// read that begins afterwards; writing the same twice changes nothing the second time.
public protocol SearchEngine: Sendable {
    /// The name of the generation.
    var generation: String { get }

    /// What the engine can do, and what is missing.
    var capabilities: EngineCapabilities { get }

    /// Where ranked answers are kept for their later pages.
    var answers: any RankedAnswers { get }

    /// Adds listings, or replaces those of the same id wholly: all or none. Of one id given twice the last counts.
    ///
    /// - Throws: `RetrievalError.listing` for the first that cannot be indexed.
    func upsert(_ listings: [IndexedListing]) async throws

    /// Changes some fields of one listing.
    ///
    /// - Throws: `RetrievalError.unknownListing`, and `listing` when it could not be indexed after the change.
    func patch(_ id: String, _ patch: ListingPatch) async throws

    /// Takes listings out of every retriever, count and page; unknown ids are no error.
    ///
    /// - Returns: how many there were.
    @discardableResult func delete(_ ids: [String]) async throws -> Int

    /// Compares prices by these exchange rates from now on, those of listings that are there and of those to come;
    /// pounds alone until told. Kept with the generation.
    func use(_ rates: ExchangeRates) async throws

    /// Finds listings by words, vectors or both, with facets and total; or, without either, lists what matches the
    /// filter.
    ///
    /// - Throws: `RetrievalError.wrongModel`, `vector`, `request`, `cursor`, `deadline`.
    func search(_ request: RetrievalRequest) async throws -> RetrievalPage

    /// Listings by id with the fields that are asked for; ids that are not there are left out.
    func fetch(_ ids: [String], _ fields: ListingFields) async throws -> [String: IndexedListing]

    /// The listings that match a filter, a page at a time, each once: pass the cursor of the page before.
    ///
    /// Pages go on after the last listing seen, so additions and deletions between two pages neither repeat nor
    /// skip another listing.
    func scan(_ request: ScanRequest) async throws -> ScanPage

    /// How the engine is doing now.
    func state() async throws -> EngineState
}

extension SearchEngine {
    public var model: IndexModel { capabilities.model }

    /// One listing, or nil where there is none of this id.
    public func fetch(_ id: String, _ fields: ListingFields = .all) async throws -> IndexedListing? {
        try await fetch([id], fields)[id]
    }

    /// Counts without hits: the facets of the listings that match a filter.
    public func facets(
        _ filter: SearchFilter = SearchFilter(), _ request: FacetRequest = FacetRequest()
    ) async throws -> FacetCounts {
        let page = try await search(RetrievalRequest(filter: filter, limit: 1, facets: request))
        guard let facets = page.facets else {
            throw RetrievalError.request(
                reason: "the engine of \(generation) counts no facets", remedy: "Search without facets.")
        }
        return facets
    }
}

/// Which parts of a listing a call brings along; the others are empty.
public struct ListingFields: OptionSet, Sendable, Hashable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// All but description and vectors.
    public static let summary: ListingFields = []
    public static let description = ListingFields(rawValue: 1 << 0)
    public static let textVector = ListingFields(rawValue: 1 << 1)
    public static let photoVector = ListingFields(rawValue: 1 << 2)
    public static let fusedVector = ListingFields(rawValue: 1 << 3)
    public static let vectors: ListingFields = [.textVector, .photoVector, .fusedVector]
    public static let all: ListingFields = [.description, .vectors]

    /// The vectors among them.
    public var vectorFields: Set<VectorField> {
        Set(VectorField.allCases.filter { contains(ListingFields($0)) })
    }

    public init(_ field: VectorField) {
        switch field {
        case .text: self = .textVector
        case .photo: self = .photoVector
        case .fused: self = .fusedVector
        }
    }
}
