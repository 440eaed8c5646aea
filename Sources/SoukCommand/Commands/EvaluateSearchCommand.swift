import ArgumentParser
import Foundation
import SoukCatalog
import SoukEvaluation
import SoukModels
import SoukRanking
import SoukReports
import SoukEvaluation

struct EvaluateSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Evaluate the search on held-out listings, or on judged queries.",
        discussion: """
            Without --judgements, listings that the model has not seen are asked for by their own titles and photos, \
            which the index of each trial does not know; every listing of the workspace may be the answer. Compares \
            random order, what is popular (or newest), BM25, vectors, and the search that serves.

            --judgements takes any table with the columns query, product_id, product_title and relevance, and \
            product_description where there is one. Its listings become an index that is built and asked by the code that \
            serves: with the workspace's listing model and ranking model, or, without a workspace, with the sentence \
            encoder and the ranking model that Souk ships. Compares random order, BM25, vectors, both together, the ranking \
            model, and the order that a buyer sees, with bootstrap intervals and paired differences. Where the ranking \
            model has learned from the same table, only the queries that were kept aside are evaluated.
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup var engine: EngineOptions

    @OptionGroup(title: "HELD-OUT LISTINGS") var listings: ListingTrialOptions

    @Option(help: "A table of judgements: CSV, TSV or JSON Lines.")
    var judgements: String?

    @Option(help: "The random seed of the sample and of the random baseline.")
    var seed: UInt64 = 42

    @Option(
        help:
            "The ranking model: a name, name/version, or \"\(RankingModel.standardName)\" for what Souk ships; the one in use unless given."
    )
    var ranking: String?

    @Option(help: "--judgements: leave out queries with fewer judged listings.")
    var minimumTitles = 2

    @Option(
        help: "--judgements: the folder of a sentence encoder, instead of the workspace's.")
    var encoder: String?

    @Option(help: "The HTML page to write the result to.")
    var report: String?

    func validate() throws {
        try listings.validate(judgements: judgements)
        guard minimumTitles >= 1 else {
            throw ValidationError("--minimum-titles is \(minimumTitles); expected at least 1")
        }
        if judgements == nil, encoder != nil {
            throw ValidationError("--encoder is for --judgements")
        }
    }

    func run() throws {
        guard let judgements else {
            let workspace = try common.open()
            return try listings.evaluate(
                common, workspace, engine, seed: seed, ranking: try ranking.map { try named($0, workspace) },
                report: report)
        }
        Interruption.watch()
        let workspace = try existingWorkspace()
        let model = try ranking.map { try named($0, workspace) } ?? workspace.flatMap(Self.inUse)
        let hash = try Checksum.sha256(of: URL(fileURLWithPath: judgements))
        var options = JudgedEvaluation.Options()
        options.minimumTitles = minimumTitles
        options.heldOut = (model ?? .standard).keptAside(from: hash)
        let lines = StageLines(quiet: common.quiet)
        let generations = try engine.generations(ifAny: workspace)
        let found = try Waiting.result { [options, encoder, common] in
            let source = try await JudgedSource(
                judgements, in: workspace, on: generations, encoder: encoder, options: options,
                quiet: common.quiet)
            return try await source.evaluation.report(model) { try lines.step("queries", $0, $1) }
        }
        lines.finish()
        if let report {
            try Data(found.forPeople.html.utf8).writeWhole(to: URL(fileURLWithPath: report))
        }
        if common.json { return try Output.json(found) }
        Output.line(found.forPeople.text)
        if let report { Output.line("report: \(report)") }
    }

    /// Judgements need no workspace; one that was named must be there.
    private func existingWorkspace() throws -> Workspace? {
        guard FileManager.default.fileExists(atPath: common.url.path) || common.isNamed else { return nil }
        return try common.open()
    }

    private static func inUse(_ workspace: Workspace) throws -> RankingModel? {
        try ModelStore(workspace).promotedRanking()
    }

    private func named(_ name: String, _ workspace: Workspace?) throws -> RankingModel {
        if name == RankingModel.standardName { return .standard }
        guard let workspace else {
            throw ValidationError(
                "--ranking \(name): a trained model is in a workspace; name it with --workspace")
        }
        return try ModelStore(workspace).finished(name).ranking()
    }
}
