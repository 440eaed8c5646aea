import ArgumentParser
import SoukCatalog
import Foundation
import SoukRanking
import SoukEvaluation
import SoukReports

struct TrainRankingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ranking",
        abstract: "Train the ranking model on judged queries.",
        discussion: """
            Learns from the judged queries of the workspace (souk judge import), or from any table with the columns query, \
            product_id, product_title and relevance. A part of the queries is kept aside, and the model is evaluated on \
            them beside the ranking model that Souk ships. souk models promote puts it in use.
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup var engine: EngineOptions

    @Option(
        help: "A table of judgements with titles: CSV, TSV or JSON Lines; the workspace's own unless given.")
    var judgements: String?

    @Option(help: "The model's name.")
    var name = ModelStore.rankingName

    @Option(help: "Share of the queries to learn from; the model is evaluated on the rest.")
    var trainFraction = 0.8

    @Option(help: "The random seed of that share.")
    var seed: UInt64 = 42

    @Option(help: "Leave out queries with fewer judged listings.")
    var minimumTitles = 2

    func validate() throws {
        guard trainFraction > 0, trainFraction < 1 else {
            throw ValidationError(
                "--train-fraction is \(trainFraction); expected more than 0 and less than 1")
        }
        guard minimumTitles >= 1 else {
            throw ValidationError("--minimum-titles is \(minimumTitles); expected at least 1")
        }
        try TrainingRunOptions.check(name: name)
    }

    func run() throws {
        let workspace = try common.open(create: judgements != nil)
        Interruption.watch()
        let split = QuerySplit(trainFraction: trainFraction, seed: seed)
        var options = JudgedEvaluation.Options()
        (options.minimumTitles, options.heldOut) = (minimumTitles, split)
        let folder = try ModelStore(workspace).folderForTraining(name, resuming: false)
        let learning = StageLines(quiet: common.quiet)
        let generations = try engine.generations(of: workspace)
        let (model, report) = try Waiting.result { [options, judgements, common] in
            let source = try await JudgedSource(
                judgements, in: workspace, on: generations, options: options, quiet: common.quiet)
            let model = try await source.evaluation.learn(
                name: folder.reference, judgements: source.hash, split: split
            ) { try learning.step("queries to learn from", $0, $1) }
            let report = try await source.evaluation.report(model) {
                try learning.step("queries kept aside", $0, $1)
            }
            return (model, report)
        }
        learning.finish()
        try folder.write(model, report)
        if common.json { return try Output.json(report) }
        Output.line(report.forPeople.text)
        Output.line(
            "\(folder.reference) is trained; put it in use: "
                + "souk models promote \(folder.reference)\(common.suffix)")
    }
}

extension StageLines {
    /// A step of work that stops when the user interrupts.
    func step(_ name: String, _ done: Int, _ total: Int) throws {
        show(name, done, total)
        if Interruption.isRequested() { throw CatalogError.interrupted }
    }
}
