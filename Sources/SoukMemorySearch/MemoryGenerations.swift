public import Foundation
public import SoukSearch
import Synchronization

/// Generations in memory, gone with the process.
public final class MemoryGenerations: SearchGenerations {
    private struct Generation {
        var engine: MemorySearch
        var manifest: IndexManifest
        var attachments: [String: Data] = [:]
    }

    private struct State {
        var generations: [String: Generation] = [:]
        var current: String?
        /// What served before, the latest first.
        var previous: [String] = []
        var built = 0
    }

    private let state = Mutex(State())

    public init() {}

    public func list(_ check: GenerationCheck) async throws -> [SearchGeneration] {
        state.withLock { state in
            state.generations.keys.sorted().map { name in
                SearchGeneration(
                    name: name, isCurrent: name == state.current,
                    isRollbackTarget: name == state.previous.first,
                    manifest: state.generations[name]?.manifest)
            }
        }
    }

    public func current() async throws -> String? { state.withLock { $0.current } }

    public func open(_ name: String) async throws -> any SearchEngine {
        try state.withLock { try Self.known(name, $0).engine }
    }

    public func begin(_ model: IndexModel, madeBy: String) async throws -> any GenerationDraft {
        let name = state.withLock { state in
            state.built += 1
            let digits = String(state.built)
            return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        }
        return MemoryDraft(
            engine: MemorySearch(model, generation: name), madeBy: madeBy,
            publish: { [self] engine, manifest in
                state.withLock { $0.generations[name] = Generation(engine: engine, manifest: manifest) }
            })
    }

    public func activate(_ name: String) async throws {
        try state.withLock { state in
            _ = try Self.known(name, state)
            guard state.current != name else { return }
            state.previous.removeAll { $0 == name }
            if let old = state.current { state.previous.insert(old, at: 0) }
            state.current = name
        }
    }

    @discardableResult public func rollBack() async throws -> String {
        try state.withLock { state in
            guard let name = state.previous.first else {
                throw RetrievalError.missing(path: "memory", remedy: "No earlier generation is left.")
            }
            state.previous.removeFirst()
            state.current = name
            return name
        }
    }

    public func drop(_ name: String) async throws {
        try state.withLock { state in
            _ = try Self.known(name, state)
            guard state.current != name else {
                throw RetrievalError.request(
                    reason: "the generation \(name) serves", remedy: "Activate another one first.")
            }
            state.generations[name] = nil
            state.previous.removeAll { $0 == name }
        }
    }

    @discardableResult public func prune(keeping count: Int) async throws -> [String] {
        let old = try await list(.names).filter { !$0.isCurrent }.dropLast(max(0, count))
            .filter { !$0.isRollbackTarget }
        for generation in old { try await drop(generation.name) }
        return old.map(\.name)
    }

    public func attach(_ name: String, _ bytes: Data, to generation: String) async throws {
        try state.withLock { state in
            _ = try Self.known(generation, state)
            state.generations[generation]?.attachments[name] = bytes
        }
    }

    public func attachment(_ name: String, of generation: String) async throws -> Data? {
        try state.withLock { try Self.known(generation, $0).attachments[name] }
    }

    public func scratch(_ model: IndexModel) async throws -> any SearchEngine { MemorySearch(model) }

    private static func known(_ name: String, _ state: State) throws(RetrievalError) -> Generation {
        guard let generation = state.generations[name] else {
            throw .missing(path: name, remedy: "There is no generation of this name.")
        }
        return generation
    }
}

private struct MemoryDraft: GenerationDraft {
    let engine: MemorySearch
    let madeBy: String
    let publish: @Sendable (MemorySearch, IndexManifest) -> Void

    func add(_ listings: [IndexedListing]) async throws { try await engine.upsert(listings) }

    func finish() async throws -> SearchGeneration {
        let manifest = IndexManifest(
            generation: engine.generation, schema: 1, model: engine.model,
            count: try await engine.state().listings, madeBy: madeBy,
            madeAt: Int(Date().timeIntervalSince1970))
        publish(engine, manifest)
        return SearchGeneration(name: engine.generation, manifest: manifest)
    }

    func cancel() async {}
}
