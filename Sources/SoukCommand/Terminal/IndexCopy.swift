import ArgumentParser
import SoukCatalog
import SoukRanking
import SoukSearch

/// Copies the index that serves in one engine to another, with what the ranking learned for it.
struct IndexCopy: Sendable {
    let source: any SearchGenerations
    let target: any SearchGenerations
    let workspace: Workspace

    private static let batch = 500

    init(from source: any SearchGenerations, to target: any SearchGenerations, of workspace: Workspace) {
        (self.source, self.target, self.workspace) = (source, target, workspace)
    }

    /// - Parameter progress: listings done; what it throws ends the copying, and nothing changes.
    func run(
        activating: Bool, progress: @Sendable (Int) throws -> Void
    ) async throws -> SearchGeneration {
        let engine = try await source.openCurrent()
        // What the catalogue changes from here on is brought in when the copy serves.
        let reached = try workspace.progress(of: engine.generation)
        let tuning = try await SearchTuning.load(from: source, engine)
        let rates = try await engine.state().rates
        var copied = 0
        let built = try await target.build(
            engine.model, madeBy: "souk \(Souk.configuration.version)"
        ) { draft in
            var cursor: String?
            repeat {
                let page = try await engine.scan(
                    ScanRequest(after: cursor, limit: Self.batch, fields: .all))
                try await draft.add(page.listings)
                copied += page.listings.count
                try progress(copied)
                cursor = page.next
            } while cursor != nil
        }
        guard let count = built.manifest?.count, count == copied else {
            try await target.drop(built.name)
            throw RetrievalError.damaged(
                path: built.name,
                reason: "\(copied) listings were copied, and it holds \(built.manifest?.count ?? 0)",
                remedy: "Nothing was switched: copy again.")
        }
        try await target.open(built.name).use(rates)
        try await tuning.save(to: target, built.name)
        try workspace.note(progress: reached, of: built.name)
        if activating { try await target.activate(built.name) }
        return built
    }
}
