import SoukEmbeddedSearch
import SoukMarketplace
import SoukRanking

/// What one side of a comparison is: a generation of the index, and how it orders.
struct LabSetting: Sendable, Hashable {
    /// nil for the one that serves.
    var generation: String?
    var system: RankingSystem
}

/// Engines for comparisons, the last few kept: opening one loads a model.
actor LabEngines {
    private static let most = 3

    private let marketplace: Marketplace
    private let models: any ListingModelProvider
    private var opened: [(generation: String, engine: SearchEngine)] = []

    init(_ marketplace: Marketplace, _ models: any ListingModelProvider) {
        (self.marketplace, self.models) = (marketplace, models)
    }

    /// - Throws: what opening a generation throws, `RankingError.request` for vectors where there are none.
    func engine(_ setting: LabSetting) async throws -> SearchEngine {
        let serving = marketplace.engine
        let base: SearchEngine
        if let name = setting.generation, name != serving.index.generation {
            base = try await open(name)
        } else {
            base = serving
        }
        return try await Blocking.run { try base.ordering(by: setting.system) }
    }

    private func open(_ name: String) async throws -> SearchEngine {
        if let known = opened.first(where: { $0.generation == name }) { return known.engine }
        let (workspace, models) = (marketplace.workspace, models)
        let engine = try await Blocking.run {
            try SearchEngine.opening(name, in: workspace, models: models)
        }
        opened.removeAll { $0.generation == name }
        opened.append((name, engine))
        if opened.count > Self.most { opened.removeFirst() }
        return engine
    }
}
