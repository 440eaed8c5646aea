import Catalog
import Foundation
import Training

/// Has two versions of a model answer the same held-out listings.
struct ModelReplay {
    private let workspace: Workspace
    private let new: ModelFolder
    private let old: ModelFolder?
    private let quiet: Bool

    /// - Parameter old: The version in use, or else the newest finished one besides the new, unless given.
    init(_ common: CommonOptions, new: String, old: String?) throws {
        workspace = try common.open()
        quiet = common.quiet
        let store = ModelStore(workspace)
        let candidate = try store.finishedVersion(new)
        self.new = candidate
        let others = store.versions(of: candidate.name).filter {
            $0.isFinished && $0.version != candidate.version
        }
        self.old = try old.map(store.finished) ?? store.promoted(candidate.name) ?? others.last
    }

    var newName: String { "\(new.name)/\(new.version)" }
    var oldName: String? { old.map { "\($0.name)/\($0.version)" } }

    func verdict() throws -> GateVerdict {
        Interruption.watch()
        let fresh = try answers(new)
        guard let old, old.url != new.url else {
            return try QualityGate().judge(
                figure: ListingAnswers.figure, old: nil, new: fresh.figures(of: fresh.listings))
        }
        let before = try answers(old)
        let common = try fresh.common(with: before)
        return try QualityGate().judge(
            figure: ListingAnswers.figure, old: before.figures(of: common), new: fresh.figures(of: common))
    }

    private func answers(_ folder: ModelFolder) throws -> ListingAnswers {
        let line = ProgressLine("\(folder.name)/\(folder.version)", unit: "photos", quiet: quiet)
        defer { line.finish() }
        return try ListingAnswers(
            of: TrainedClassifier(folder), in: workspace,
            progress: {
                line.update(total: $1)
                line.update(done: $0)
            }, isCancelled: Interruption.isRequested)
    }
}
