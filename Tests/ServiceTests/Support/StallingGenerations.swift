import Foundation
import SoukCatalog
import SoukSearch
import Synchronization

/// Generations whose engines do without a part of the index when they are told so, as an engine over several databases
/// does while one of them stalls: what is tolerated is noted, and the state is known all the same.
final class StallingGenerations: SearchGenerations {
    private let base: any SearchGenerations
    private let stall = Stall()

    init(_ base: any SearchGenerations) { self.base = base }

    func set(isStalled: Bool) { stall.isOn.withLock { $0 = isStalled } }

    func open(_ name: String) async throws -> any SearchEngine {
        StallingEngine(base: try await base.open(name), stall: stall)
    }

    func list(_ check: GenerationCheck) async throws -> [SearchGeneration] { try await base.list(check) }
    func current() async throws -> String? { try await base.current() }
    func begin(_ model: IndexModel, madeBy: String) async throws -> any GenerationDraft {
        try await base.begin(model, madeBy: madeBy)
    }
    func activate(_ name: String) async throws { try await base.activate(name) }
    func rollBack() async throws -> String { try await base.rollBack() }
    func drop(_ name: String) async throws { try await base.drop(name) }
    func prune(keeping count: Int) async throws -> [String] { try await base.prune(keeping: count) }
    func attach(_ name: String, _ bytes: Data, to generation: String) async throws {
        try await base.attach(name, bytes, to: generation)
    }
    func attachment(_ name: String, of generation: String) async throws -> Data? {
        try await base.attachment(name, of: generation)
    }
    func scratch(_ model: IndexModel) async throws -> any SearchEngine { try await base.scratch(model) }
}

private final class Stall: Sendable {
    let isOn = Mutex(false)
}

private struct StallingEngine: SearchEngine {
    let base: any SearchEngine
    let stall: Stall

    var generation: String { base.generation }
    var capabilities: EngineCapabilities { base.capabilities }
    var answers: any RankedAnswers { base.answers }

    func search(_ request: RetrievalRequest) async throws -> RetrievalPage {
        if stall.isOn.withLock({ $0 }) { MissingParts.tolerated?.add("part 2 of 2") }
        return try await base.search(request)
    }

    func upsert(_ listings: [IndexedListing]) async throws { try await base.upsert(listings) }
    func patch(_ id: String, _ patch: ListingPatch) async throws { try await base.patch(id, patch) }
    func delete(_ ids: [String]) async throws -> Int { try await base.delete(ids) }
    func use(_ rates: ExchangeRates) async throws { try await base.use(rates) }
    func fetch(_ ids: [String], _ fields: ListingFields) async throws -> [ListingID: IndexedListing] {
        try await base.fetch(ids, fields)
    }
    func scan(_ request: ScanRequest) async throws -> ScanPage { try await base.scan(request) }
    func state() async throws -> EngineState { try await base.state() }
}
