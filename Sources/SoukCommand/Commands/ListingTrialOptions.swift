import ArgumentParser
import Foundation
import SoukCatalog
import SoukEvaluation
import SoukInference
import SoukRanking
import SoukReports
import SoukTraining
import SoukSearch
import SoukEmbeddedSearch

/// What `souk evaluate search` takes when it asks for held-out listings, and how it does.
struct ListingTrialOptions: ParsableArguments {
    @Option(help: "Ask for the listings of this workspace, with the model of --workspace.")
    var on: String?

    @Option(help: "The part of the split whose listings are asked for; test unless given.")
    var part: SplitPart?

    @Option(help: "The listing model: a name or name/version; the newest unless given.")
    var model: String?

    @Option(help: "The number of listings to sample as queries; 0 for all.")
    var queries = 1_000

    func validate(judgements: String?) throws {
        guard queries >= 0 else { throw ValidationError("--queries is \(queries); expected 0 or more") }
        if judgements != nil, on != nil || part != nil || model != nil {
            throw ValidationError("--judgements asks for no listings: leave out --on, --part and --model")
        }
        if on != nil, part != nil {
            throw ValidationError("--on asks for all of a workspace: leave out --part")
        }
    }

    /// Writes a page beside the workspace's other reports, unless told where.
    func evaluate(
        _ common: CommonOptions, _ workspace: Workspace, _ engine: EngineOptions, seed: UInt64,
        ranking: RankingModel?, report: String?
    ) throws {
        let other = try on.map {
            try Workspace(at: URL(fileURLWithPath: $0, isDirectory: true), create: false)
        }
        let trained = try trained(in: workspace)
        let seedOfSplit = trained?.splitSeed ?? SplitKind.defaultSeed
        var options = ListingTrialEvaluation.Options()
        (options.queries, options.seed) = (queries, seed)
        Interruption.watch()
        let generations = try engine.generations(of: workspace)
        let progress = TrialProgress(quiet: common.quiet)
        let found = try Waiting.result { [options, part] in
            try await ListingTrialEvaluation(
                workspace, search: generations, part: part ?? .test, on: other, model: trained,
                splitSeed: seedOfSplit, ranking: ranking, options: options
            ).report(progress: progress.show)
        }
        progress.finish()
        let page = report.map { URL(fileURLWithPath: $0) } ?? common.url.appendingPathComponent(pageName)
        try FileManager.default.createDirectory(
            at: page.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(found.html.utf8).writeWhole(to: page)
        if common.json { return try Output.json(found) }
        Output.line(found.text)
        Output.line("report: \(page.path)")
    }

    private var pageName: String {
        let suffix = on.map { "-on-" + URL(fileURLWithPath: $0).lastPathComponent } ?? ""
        return "reports/search\(suffix).html"
    }

    private func trained(in workspace: Workspace) throws -> TrainedListingModel? {
        let store = ModelStore(workspace)
        let folder = try model.map(store.finishedVersion) ?? store.chosenListingModel()
        return try folder.map { try TrainedListingModel($0, cache: workspace.root) }
    }
}
