public import SoukCatalog
public import SoukRanking

/// Opens models, and asks them about held-out listings: what promotion's gate needs.
public protocol JudgedModelProvider: ListingModelProvider {
    /// What a finished model, of whichever kind, says of held-out listings: a photo classifier of those of the test part
    /// of its split, a listing model of those of the validation part.
    ///
    /// - Parameter progress: done, of how many.
    func answers(
        _ folder: ModelFolder, in workspace: Workspace, progress: @escaping @Sendable (Int, Int) -> Void,
        isCancelled: @Sendable () -> Bool
    ) throws -> ListingAnswers
}

extension NoListingModels: JudgedModelProvider {
    public func answers(
        _ folder: ModelFolder, in workspace: Workspace, progress: @escaping @Sendable (Int, Int) -> Void,
        isCancelled: @Sendable () -> Bool
    ) throws -> ListingAnswers {
        throw Self.refusal(folder)
    }
}
