public import Foundation

/// The generations of an index: built beside the one that serves, activated and taken back in one step.
///
/// A generation carries named attachments, such as what the ranking learned for it, so that going back brings them
/// back, too.
public protocol SearchGenerations: Sendable {
    /// Every generation, the oldest first.
    func list(_ check: GenerationCheck) async throws -> [SearchGeneration]

    /// The name of the generation that serves; nil before the first.
    func current() async throws -> String?

    /// - Throws: `RetrievalError.missing` where there is none of this name, `damaged` with the way back.
    func open(_ name: String) async throws -> any SearchEngine

    /// Begins a generation that nobody sees before it is finished; one at a time.
    func begin(_ model: IndexModel, madeBy: String) async throws -> any GenerationDraft

    /// Lets a generation serve from now on, after a look whether it is whole.
    func activate(_ name: String) async throws

    /// Lets the generation serve again that served before, the latest that is whole; returns its name.
    @discardableResult func rollBack() async throws -> String

    /// Removes a generation.
    ///
    /// - Throws: `RetrievalError.request` for the one that serves.
    func drop(_ name: String) async throws

    /// Drops old generations: all but the newest few, the one that serves, and the one that a rollback leads to.
    ///
    /// - Returns: the names of those that are gone.
    @discardableResult func prune(keeping count: Int) async throws -> [String]

    /// Puts bytes beside a generation under a name of small letters, digits, `-` and `.`; replaces what was there.
    func attach(_ name: String, _ bytes: Data, to generation: String) async throws

    /// What was attached; nil where there is nothing of this name.
    func attachment(_ name: String, of generation: String) async throws -> Data?

    /// An empty engine that is gone when nobody holds it any more: for trials and judgements.
    func scratch(_ model: IndexModel) async throws -> any SearchEngine
}

/// A generation that is being filled.
public protocol GenerationDraft: Sendable {
    /// A few hundred to a thousand listings at a time are best.
    func add(_ listings: [IndexedListing]) async throws

    /// Makes it a generation like the others, whole and on disk; it does not serve yet.
    func finish() async throws -> SearchGeneration

    /// Throws it away. A draft that is neither finished nor cancelled counts for nothing.
    func cancel() async
}

/// How closely generations are looked at when they are listed.
public enum GenerationCheck: Sendable {
    /// What they say of themselves: quick, whatever their size.
    case names
    /// Whether they open.
    case opening
    /// Whether every listing is whole.
    case everything
}

/// A generation as it was found.
public struct SearchGeneration: Sendable, Equatable {
    public var name: String
    public var isCurrent: Bool
    /// Whether ``SearchGenerations/rollBack()`` leads here.
    public var isRollbackTarget: Bool
    /// nil when it cannot be read.
    public var manifest: IndexManifest?
    /// Why it cannot be used; nil when nothing speaks against it.
    public var damage: String?

    public init(
        name: String, isCurrent: Bool = false, isRollbackTarget: Bool = false,
        manifest: IndexManifest? = nil, damage: String? = nil
    ) {
        self.name = name
        self.isCurrent = isCurrent
        self.isRollbackTarget = isRollbackTarget
        self.manifest = manifest
        self.damage = damage
    }
}

extension SearchGenerations {
    /// The generation that serves.
    ///
    /// - Throws: `RetrievalError.missing` before the first.
    public func openCurrent() async throws -> any SearchEngine {
        guard let name = try await current() else {
            throw RetrievalError.missing(
                path: "index", remedy: "Build a generation and activate it first.")
        }
        return try await open(name)
    }

    /// The identity of the model that the generation that serves was built with; nil before the first.
    public func servingModel() async throws -> String? {
        try await list(.names).first(where: \.isCurrent)?.manifest?.model.identity
    }

    /// Copies what an engine holds now to a generation of its own, which does not serve yet.
    @discardableResult public func copy(
        of engine: any SearchEngine, madeBy: String
    ) async throws -> SearchGeneration {
        try await build(engine.model, madeBy: madeBy) { draft in
            var cursor: String?
            repeat {
                let page = try await engine.scan(ScanRequest(after: cursor, limit: 500, fields: .all))
                try await draft.add(page.listings)
                cursor = page.next
            } while cursor != nil
        }
    }

    /// Builds a generation; one whose filling throws leaves nothing.
    @discardableResult public func build(
        _ model: IndexModel, madeBy: String, _ fill: (any GenerationDraft) async throws -> Void
    ) async throws -> SearchGeneration {
        let draft = try await begin(model, madeBy: madeBy)
        do {
            try await fill(draft)
            return try await draft.finish()
        } catch {
            await draft.cancel()
            throw error
        }
    }
}
