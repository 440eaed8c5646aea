import Dispatch
public import Foundation
public import SoukCatalog
public import SoukSearch

/// Generations in a folder of this machine.
public struct EmbeddedGenerations: SearchGenerations {
    private let generations: IndexGenerations
    private let queue = DispatchQueue(
        label: "souk.search.generations", qos: .userInitiated, attributes: .concurrent)

    public init(root: URL) { generations = IndexGenerations(root: root) }

    public func list(_ check: GenerationCheck) async throws -> [SearchGeneration] {
        try await run { try $0.list(check) }
    }

    public func current() async throws -> String? { try await run { try $0.current } }

    public func open(_ name: String) async throws -> any SearchEngine {
        try await run { EmbeddedSearch(try $0.open(name)) }
    }

    public func begin(_ model: IndexModel, madeBy: String) async throws -> any GenerationDraft {
        let queue = queue
        return try await run {
            EmbeddedDraft(draft: try $0.begin(model: model, madeBy: madeBy), queue: queue)
        }
    }

    public func activate(_ name: String) async throws { try await run { try $0.switchTo(name) } }

    @discardableResult public func rollBack() async throws -> String { try await run { try $0.rollback() } }

    public func drop(_ name: String) async throws { try await run { try $0.remove(name) } }

    @discardableResult public func prune(keeping count: Int) async throws -> [String] {
        try await run { try $0.prune(keeping: count) }
    }

    public func attach(_ name: String, _ bytes: Data, to generation: String) async throws {
        try await run { try $0.attach(name, bytes, to: generation) }
    }

    public func attachment(_ name: String, of generation: String) async throws -> Data? {
        try await run { try $0.attachment(name, of: generation) }
    }

    public func scratch(_ model: IndexModel) async throws -> any SearchEngine {
        try await queue.run { _ in
            let folder = ScratchFolder()
            return EmbeddedSearch(try ListingIndex.create(at: folder.url, model: model), scratch: folder)
        }
    }

    private func run<Value: Sendable>(
        _ body: @escaping @Sendable (IndexGenerations) throws -> Value
    ) async throws -> Value {
        let generations = generations
        return try await queue.run { _ in try body(generations) }
    }
}

/// A generation that is being filled in a folder.
struct EmbeddedDraft: GenerationDraft {
    let draft: GenerationFolder
    let queue: DispatchQueue

    func add(_ listings: [IndexedListing]) async throws {
        let draft = draft
        try await queue.run { _ in try draft.index.fill(listings) }
    }

    func finish() async throws -> SearchGeneration {
        let draft = draft
        let manifest = try await queue.run { _ in
            try draft.index.compact()
            return try draft.finish()
        }
        return SearchGeneration(name: manifest.generation, manifest: manifest)
    }

    func cancel() async {
        let draft = draft
        // Nothing counts before `finish`; what is left behind goes with the next build.
        try? await queue.run { _ in draft.discard() }
    }
}

extension Workspace {
    /// The generations of this workspace's index, kept in its folder.
    public var search: EmbeddedGenerations { EmbeddedGenerations(root: index) }
}
