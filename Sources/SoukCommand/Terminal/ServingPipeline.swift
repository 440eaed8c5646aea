import SoukCatalog
import SoukInference
import SoukRanking
import SoukSearch

extension SearchPipeline {
    /// Over the generation that serves, with the model that it was built with; where that is gone, words alone search,
    /// and standard error says so.
    static func serving(
        in workspace: Workspace, _ generations: any SearchGenerations
    ) async throws -> SearchPipeline {
        let engine = try await generations.openCurrent()
        let found = try WorkspaceModels().model(of: engine.model, in: workspace)
        if case .missing(let identity) = found {
            Output.error(
                "the listing model \(identity.prefix(12))… of the index is gone: words alone search. "
                    + "souk index builds an index with a model that is here.")
            return try await over(
                engine, of: generations, isModelMissing: true, synonyms: .of(workspace))
        }
        return try await over(
            engine, of: generations, encoder: found.model.map { QueryEncoder($0) },
            synonyms: .of(workspace))
    }
}
