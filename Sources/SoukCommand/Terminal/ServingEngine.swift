import SoukCatalog
import SoukEmbeddedSearch
import SoukInference
import SoukRanking

extension SearchEngine {
    /// The engine over the index that serves, with the model that it was built with; where that is gone, words alone
    /// search, and standard error says so.
    static func serving(in workspace: Workspace) throws -> SearchEngine {
        let index = try IndexGenerations(root: workspace.index).openCurrent()
        let found = try WorkspaceModels().model(of: index.model, in: workspace)
        if case .missing(let identity) = found {
            Output.error(
                "the listing model \(identity.prefix(12))… of the index is gone: words alone search. "
                    + "souk index builds an index with a model that is here.")
        }
        return try SearchEngine(workspace, encoder: found.model.map { QueryEncoder($0) })
    }
}
