import ArgumentParser
import Catalog
import Foundation
import Models
import Ranking
import Training

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
            queries and is judged on the rest; the fusion that Souk ships stands beside it.
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
        let evaluation = try JudgedEvaluation(table, options: options, embed: try embedding())
        let model =
            try fusion.map { try FusionFile.load(URL(fileURLWithPath: $0)) } ?? evaluation.learnOrShipped()
        if let saveFusion { try FusionFile.save(model, to: URL(fileURLWithPath: saveFusion)) }
        let line = ProgressLine("judging", unit: "queries", quiet: common.quiet)
        let found = try evaluation.report(model) {
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

    private func embedding() throws -> ([String]) throws -> [[Float]] {
        let folder =
            encoder.map { URL(fileURLWithPath: $0, isDirectory: true) }
            ?? Assets.file("weights/all-minilm-l6-v2")
        guard let folder else {
            throw CatalogError.missing(
                path: "weights/all-minilm-l6-v2",
                remedy: "Run Scripts/bootstrap, or give its folder with --encoder.")
        }
        let encoder = try TextEncoder(folder: folder)
        let quiet = common.quiet
        return { texts in
            let line = ProgressLine("reading", unit: "texts", quiet: quiet)
            line.update(total: texts.count)
            var vectors: [[Float]] = []
            for start in stride(from: 0, to: texts.count, by: 2_048) {
                vectors += try encoder.embed(
                    Array(texts[start..<min(start + 2_048, texts.count)]), limit: 128)
                line.update(done: vectors.count)
            }
            line.finish()
            return vectors
        }
    }

    private func report(_ rejections: [JudgementTable.Rejection]) {
        guard !rejections.isEmpty else { return }
        Output.error("\(Figures.grouped(rejections.count)) rows of \(judgements ?? "the table") were left out:")
        for rejection in rejections.prefix(5) {
            Output.error("  line \(rejection.line): \(Figures.printable(rejection.reason))")
        }
    }
}
