import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking
import SoukTraining

/// Where judged queries come from, and the search that is asked.
struct JudgedSource {
    let evaluation: JudgedEvaluation
    /// SHA-256 of the judgements.
    let hash: String

    /// A table of titles becomes an index of its own, with the encoder that the workspace's index stands on; without
    /// a workspace or a listing model, with the sentence encoder. Without a table, the workspace's judged queries
    /// ask the index that serves.
    init(
        _ table: String?, in workspace: Workspace?, encoder: String? = nil,
        options: JudgedEvaluation.Options, quiet: Bool
    ) throws {
        guard let table else {
            guard let workspace else {
                throw CatalogError.usage(
                    reason: "there is neither a table of judgements nor a workspace",
                    remedy: "Name one of them: --judgements FILE.csv, or --workspace FOLDER.")
            }
            let stored = try StoredJudgements(workspace)
            let judged = try stored.combined()
            let model = try TrainedListingModel.inUse(in: workspace, isCached: false)
            let engine = try SearchEngine(workspace, encoder: model.map { QueryEncoder($0) })
            evaluation = try JudgedEvaluation(judged.table, engine: engine, options: options)
            hash = judged.hash
            return
        }
        let file = URL(fileURLWithPath: table)
        let judged = try JudgementTable(url: file)
        if !quiet { Self.report(judged.rejections, of: table) }
        hash = try Checksum.sha256(of: file)
        let lines = StageLines(quiet: quiet)
        evaluation = try JudgedEvaluation(
            judged, model: Self.model(workspace, encoder),
            synonyms: workspace.map { try Synonyms.of($0) } ?? .marketplace, options: options
        ) { try lines.step("index of the judged listings", $0, $1) }
        lines.finish()
    }

    private static func model(_ workspace: Workspace?, _ encoder: String?) throws -> TrialModel {
        if encoder == nil, let workspace,
            let model = try TrainedListingModel.inUse(in: workspace, isCached: false)
        {
            return TrialModel(model)
        }
        return try SentenceEncoder(SentenceEncoder.folder(encoder)).model()
    }

    private static func report(_ rejections: [JudgementTable.Rejection], of table: String) {
        guard !rejections.isEmpty else { return }
        Output.error("\(Figures.grouped(rejections.count)) rows of \(table) were left out:")
        for rejection in rejections.prefix(5) {
            Output.error("  line \(rejection.line): \(Figures.printable(rejection.reason))")
        }
    }
}
