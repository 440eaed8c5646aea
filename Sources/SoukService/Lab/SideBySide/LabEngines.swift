import SoukEmbeddedSearch
import SoukMarketplace
import SoukRanking
import SoukSearch

/// What one side of a comparison is: a generation of the index, and how it orders.
struct LabSetting: Sendable, Hashable {
    /// nil for the one that serves.
    var generation: String?
    var system: RankingSystem
}

/// Pipelines for comparisons, the last few kept: opening one loads a model.
actor LabEngines {
    private static let most = 3

    private let marketplace: Marketplace
    private let models: any ListingModelProvider
    private var opened: [(generation: String, pipeline: SearchPipeline)] = []

    init(_ marketplace: Marketplace, _ models: any ListingModelProvider) {
        (self.marketplace, self.models) = (marketplace, models)
    }

    /// - Throws: what opening a generation throws, `RankingError.request` for vectors where there are none.
    func pipeline(_ setting: LabSetting) async throws -> SearchPipeline {
        let serving = marketplace.pipeline
        let base: SearchPipeline
        if let name = setting.generation, name != serving.generation {
            base = try await open(name)
        } else {
            base = serving
        }
        return try base.ordering(by: setting.system)
    }

    private func open(_ name: String) async throws -> SearchPipeline {
        if let known = opened.first(where: { $0.generation == name }) { return known.pipeline }
        let pipeline = try await SearchPipeline.opening(
            name, of: marketplace.generations, in: marketplace.workspace, models: models)
        opened.removeAll { $0.generation == name }
        opened.append((name, pipeline))
        if opened.count > Self.most { opened.removeFirst() }
        return pipeline
    }
}
