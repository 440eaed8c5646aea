import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukEvaluation
import SoukInference
import SoukRanking
import SoukSearch

/// Where judged queries come from, and the search that is asked.
struct JudgedSource: Sendable {
    let evaluation: JudgedEvaluation
    /// SHA-256 of the judgements.
    let hash: String

    /// A table of titles becomes an index of its own, with the encoder that the workspace's index stands on; without
    /// a workspace or a listing model, with the sentence encoder. Without a table, the workspace's judged queries
    /// ask the index that serves.
    init(
        _ table: String?, in workspace: Workspace?, on generations: (any SearchGenerations)?,
        encoder: String? = nil, options: JudgedEvaluation.Options, quiet: Bool
    ) async throws {
        guard let table else {
            guard let workspace, let generations else {
                throw CatalogError.usage(
                    reason: "there is neither a table of judgements nor a workspace",
                    remedy: "Name one of them: --judgements FILE.csv, or --workspace FOLDER.")
            }
            let judged = try StoredJudgements(workspace).combined()
            evaluation = try await JudgedEvaluation(
                judged.table, pipeline: .serving(in: workspace, generations), options: options)
            hash = judged.hash
            return
        }
        let file = URL(fileURLWithPath: table)
        let judged = try JudgementTable(url: file)
        if !quiet { Self.report(judged.rejections, of: table) }
        hash = try Checksum.sha256(of: file)
        let lines = StageLines(quiet: quiet)
        let scratch =
            generations ?? EmbeddedGenerations(root: FileManager.default.temporaryDirectory)
        evaluation = try await JudgedEvaluation(
            judged, on: scratch, model: Self.model(workspace, generations, encoder),
            synonyms: workspace.map { try Synonyms.of($0) } ?? .marketplace, options: options
        ) { try lines.step("index of the judged listings", $0, $1) }
        lines.finish()
    }

    private static func model(
        _ workspace: Workspace?, _ generations: (any SearchGenerations)?, _ encoder: String?
    ) async throws -> any ContentEncoder {
        if encoder == nil, let workspace {
            if let generations, try await generations.current() != nil {
                let engine = try await generations.openCurrent()
                if let model = try WorkspaceModels().model(of: engine.model, in: workspace).model {
                    return model
                }
            }
            if let model = try WorkspaceModels().chosen(in: workspace, cache: nil) { return model }
        }
        return try SentenceEncoder(SentenceEncoder.folder(encoder))
    }

    private static func report(_ rejections: [JudgementTable.Rejection], of table: String) {
        guard !rejections.isEmpty else { return }
        Output.error("\(Figures.grouped(rejections.count)) rows of \(table) were left out:")
        for rejection in rejections.prefix(5) {
            Output.error("  line \(rejection.line): \(Figures.printable(rejection.reason))")
        }
    }
}
