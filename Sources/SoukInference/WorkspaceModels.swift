public import Foundation
public import SoukCatalog
public import SoukEvaluation
public import SoukRanking

/// Opens the models that a workspace has trained.
public struct WorkspaceModels: JudgedModelProvider {
    public init() {}

    public func open(_ folder: ModelFolder, cache: URL?) throws -> any OpenListingModel {
        try TrainedListingModel(folder, cache: cache)
    }

    public func answers(
        _ folder: ModelFolder, in workspace: Workspace, progress: @escaping @Sendable (Int, Int) -> Void,
        isCancelled: @Sendable () -> Bool
    ) throws -> ListingAnswers {
        guard folder.isListing else {
            return try ListingAnswers(
                of: TrainedClassifier(folder), in: workspace, progress: progress, isCancelled: isCancelled)
        }
        return try ListingAnswers(
            of: TrainedListingModel(folder, cache: workspace.root), in: workspace, isCancelled: isCancelled)
    }
}
