import ArgumentParser
import Foundation
import SoukCatalog
import SoukEvaluation
import SoukModels
import SoukRanking
import SoukReports
import SoukTraining

struct EvaluateSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Judge search on held-out listings, or by what people said of its answers.",
        discussion: """
            Without --judgements, listings that the model has not seen are asked for by their own titles and photos, \
            which the index of each trial does not know; every listing of the workspace may be the answer. Compares \
            random order, what is popular (or newest), BM25, vectors, and the hybrid that serves. --save-fusion then \
            learns a fusion from the validation listings.

            Judgements:

            Takes any table with the columns query, product_id, product_title and relevance, and \
            product_description where there is one. Judges random order, BM25, text vectors, both together, and \
            learned fusion, with bootstrap intervals and paired differences. Fusion learns from a part of the \
            queries and is judged on the rest; the fusion that Souk ships stands beside it. With --train-ranker or --ranker, a \
            model that reads query and title together is one part of that fusion.
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup(title: "HELD-OUT LISTINGS") var listings: ListingTrialOptions

    @Option(help: "A table of judgements: CSV, TSV or JSON Lines.")
    var judgements: String?

    @Option(help: "Share of the queries that fusion learns from; it is judged on the rest.")
    var trainFraction = 0.8

    @Option(help: "Which queries are in which share.")
    var seed: UInt64 = 42

    @Option(
        help:
            "A stored fusion to judge instead of learning one; then all queries are judged, unless --train-fraction is given."
    )
    var fusion: String?

    @Option(help: "Where to store the fusion that was learned.")
    var saveFusion: String?

    @Flag(help: "Train a ranker on the same queries first, and make it a part of the fusion.")
    var trainRanker = false

    @Option(help: "--train-ranker: the most minutes that it may take.")
    var minutes = 12.0

    @Option(help: "A ranker of the workspace (souk train ranker) instead of training one.")
    var ranker: String?

    @Option(help: "Leave out queries with fewer judged titles.")
    var minimumTitles = 2

    @Option(help: "The folder of the text encoder, instead of the one that Scripts/bootstrap brought.")
    var encoder: String?

    @Option(help: "Where a page with the result goes.")
    var report: String?

    func validate() throws {
        try listings.validate(judgements: judgements, learns: saveFusion != nil)
        guard (0..<1).contains(trainFraction) else {
            throw ValidationError("--train-fraction is \(trainFraction); expected 0 or more and less than 1")
        }
        guard minimumTitles >= 1 else {
            throw ValidationError("--minimum-titles is \(minimumTitles); expected at least 1")
        }
        guard minutes > 0, minutes < 100_000 else {
            throw ValidationError("--minutes is \(minutes); expected more than 0")
        }
        if ranker != nil || trainRanker, fusion != nil || (ranker != nil && trainRanker) {
            throw ValidationError("--ranker, --train-ranker and --fusion: give one of them")
        }
        if fusion != nil, saveFusion != nil {
            throw ValidationError("--fusion learns nothing: leave out --save-fusion")
        }
    }

    func run() throws {
        guard let judgements else {
            return try listings.judge(
                common, seed: seed, fusion: fusion, saveFusion: saveFusion, report: report)
        }
        let table = try JudgementTable(url: URL(fileURLWithPath: judgements))
        if !common.quiet { report(table.rejections) }
        Interruption.watch()
        let folder = try SentenceEncoder.folder(encoder)
        let texts = try SentenceEncoder(folder, quiet: common.quiet)
        let evaluation = try JudgedEvaluation(table, options: options, embed: texts.embed)
        let ranking = try ranking(evaluation, table, encoder: folder)
        if let saveFusion { try FusionFile.save(ranking.signals, to: URL(fileURLWithPath: saveFusion)) }
        let line = ProgressLine("judging", unit: "queries", quiet: common.quiet)
        let found = try evaluation.report(ranking) {
            if Interruption.isRequested() { throw CatalogError.interrupted }
            line.update(total: $1)
            line.update(done: $0)
        }
        line.finish()
        if let report {
            try Data(found.forPeople.html.utf8).write(to: URL(fileURLWithPath: report), options: .atomic)
        }
        if common.json { return try Output.json(found) }
        Output.line(found.forPeople.text)
        if let report { Output.line("report: \(report)") }
    }

    private var options: JudgedEvaluation.Options {
        var options = JudgedEvaluation.Options()
        let learns = fusion == nil || CommandLine.arguments.contains { $0.hasPrefix("--train-fraction") }
        options.split = QuerySplit(trainFraction: learns ? trainFraction : 0, seed: seed)
        options.minimumTitles = minimumTitles
        return options
    }

    /// A stored fusion; or one learned here, with a ranker where there is one or enough to train it.
    private func ranking(
        _ evaluation: JudgedEvaluation, _ table: JudgementTable, encoder: URL
    ) throws -> LearnedRanking {
        if let fusion { return LearnedRanking(try FusionFile.load(URL(fileURLWithPath: fusion))) }
        let signals = try evaluation.learnOrShipped()
        if let ranker {
            let trained = try ModelStore(common.open()).finished(ranker)
            return try evaluation.ranking(
                signals, trained.crossEncoder(encoder: encoder), learnedFrom: trained.rankerQueries())
        }
        guard trainRanker else { return LearnedRanking(signals) }
        let progress = TrainingProgress(quiet: common.quiet)
        defer { progress.finish() }
        let examples = RankerTrainer.Examples(table, split: options.split)
        var settings = RankerTrainingConfiguration(seed: seed)
        settings.seconds = minutes * 60
        let trainer = RankerTrainer(
            encoder: encoder, report: progress.show, isCancelled: Interruption.isRequested)
        return try evaluation.ranking(
            signals, trainer.trainForOnce(settings, on: examples),
            learnedFrom: Set(examples.training.map(\.text)))
    }

    private func report(_ rejections: [JudgementTable.Rejection]) {
        guard !rejections.isEmpty else { return }
        Output.error(
            "\(Figures.grouped(rejections.count)) rows of \(judgements ?? "the table") were left out:")
        for rejection in rejections.prefix(5) {
            Output.error("  line \(rejection.line): \(Figures.printable(rejection.reason))")
        }
    }
}
