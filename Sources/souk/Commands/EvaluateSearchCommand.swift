import ArgumentParser
import Catalog
import Foundation
import Ranking
import Training

struct EvaluateSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Judge search on held-out listings, or by what people said of its answers.",
        discussion: """
            Without --judgements, listings that the model has not seen are asked for by their own titles and photos, \
            which the index of each trial does not know; every listing of the workspace may be the answer. Compares \
            random order, what is popular (or newest), BM25, vectors, and the hybrid that serves. --on asks for the \
            listings of another workspace.

            With --judgements, takes any table with the columns query, product_id, product_title and relevance, and \
            product_description where there is one. Judges random order, BM25, text vectors, both together, and \
            learned fusion. Fusion learns from a part of the queries and is judged on the rest; the fusion that Souk \
            ships stands beside it.

            Figures come with bootstrap intervals and paired differences.
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "A table of judgements: CSV, TSV or JSON Lines.")
    var judgements: String?

    @Option(help: "Ask for the listings of this workspace, with the model of --workspace.")
    var on: String?

    @Option(help: "The part of the split whose listings are asked for; test unless given.")
    var part: SplitPart?

    @Option(help: "The listing model: a name or name/version; the newest unless given.")
    var model: String?

    @Option(help: "Of more listings than this, a sample is asked for; 0 for all.")
    var queries = 1_000

    @Option(help: "Share of the judged queries that fusion learns from; it is judged on the rest.")
    var trainFraction = 0.8

    @Option(help: "Which queries are in which share, or in the sample.")
    var seed: UInt64 = 42

    @Option(
        help:
            "A stored fusion to judge; then all judged queries are judged, unless --train-fraction is given."
    )
    var fusion: String?

    @Option(help: "Learn a fusion, from judgements or from validation listings; judge it, and store it here.")
    var saveFusion: String?

    @Option(help: "Leave out judged queries with fewer titles.")
    var minimumTitles = 2

    @Option(help: "The folder of the text encoder, instead of the one that Scripts/bootstrap brought.")
    var encoder: String?

    @Option(help: "Where a page with the result goes.")
    var report: String?

    func validate() throws {
        guard (0..<1).contains(trainFraction) else {
            throw ValidationError("--train-fraction is \(trainFraction); expected 0 or more and less than 1")
        }
        guard minimumTitles >= 1 else {
            throw ValidationError("--minimum-titles is \(minimumTitles); expected at least 1")
        }
        guard queries >= 0 else {
            throw ValidationError("--queries is \(queries); expected 0 or more")
        }
        if fusion != nil, saveFusion != nil {
            throw ValidationError("--fusion learns nothing: leave out --save-fusion")
        }
        if judgements != nil, on != nil || part != nil || model != nil {
            throw ValidationError("--judgements asks for no listings: leave out --on, --part and --model")
        }
        if on != nil, part != nil {
            throw ValidationError("--on asks for all of a workspace: leave out --part")
        }
        if saveFusion != nil, judgements == nil, part == .validation {
            throw ValidationError("fusion learns from the validation listings: judge it on another part")
        }
    }

    func run() throws {
        let found = try judgements.map(judged) ?? ask()
        let page = page
        if let page { try found.write(html: page) }
        if common.json { return try found.printJSON() }
        Output.line(found.forPeople.text)
        if let page { Output.line("report: \(page.path)") }
    }

    /// Trials write a page beside the workspace's other reports.
    private var page: URL? {
        if let report { return URL(fileURLWithPath: report) }
        guard judgements == nil else { return nil }
        let suffix = on.map { "-on-" + URL(fileURLWithPath: $0).lastPathComponent } ?? ""
        return common.url.appendingPathComponent("reports/search\(suffix).html")
    }
}

/// What was found, for people and for programs.
private struct SearchFigures {
    var forPeople: RetrievalReport
    var printJSON: () throws -> Void

    func write(html page: URL) throws {
        try FileManager.default.createDirectory(
            at: page.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(forPeople.html.utf8).write(to: page, options: .atomic)
    }
}

// MARK: Held-out listings

extension EvaluateSearchCommand {
    private func ask() throws -> SearchFigures {
        let workspace = try common.open()
        let other = try on.map {
            try Workspace(at: URL(fileURLWithPath: $0, isDirectory: true), create: false)
        }
        let trained = try trained(in: workspace, cache: other ?? workspace)
        var options = ListingTrialEvaluation.Options()
        (options.queries, options.seed) = (queries, seed)
        Interruption.watch()
        let progress = TrialProgress(quiet: common.quiet)
        var chosen = try fusion.map { try FusionFile.load(URL(fileURLWithPath: $0)) }
        if let saveFusion {
            let learned = try ListingTrialEvaluation(
                workspace, part: .validation, model: trained, options: options
            ).learnFusion(progress: progress.show)
            try FusionFile.save(learned, to: URL(fileURLWithPath: saveFusion))
            chosen = learned
        }
        let report = try ListingTrialEvaluation(
            workspace, part: part ?? .test, on: other, model: trained, fusion: chosen, options: options
        ).report(progress: progress.show)
        progress.finish()
        return SearchFigures(forPeople: report) { try Output.json(report) }
    }

    private func trained(in workspace: Workspace, cache: Workspace) throws -> TrainedListingModel? {
        guard let model else { return try TrainedListingModel.newest(in: workspace, cache: cache.root) }
        return try TrainedListingModel(
            ModelStore(workspace).finishedVersion(model), cache: cache.root)
    }
}

// MARK: Judgements

extension EvaluateSearchCommand {
    private func judged(_ path: String) throws -> SearchFigures {
        let table = try JudgementTable(url: URL(fileURLWithPath: path))
        if !common.quiet { show(table.rejections, of: path) }
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
        return SearchFigures(forPeople: found.forPeople) { try Output.json(found) }
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
        return try TextEmbedding(folder: folder, quiet: common.quiet).vectors
    }

    private func show(_ rejections: [JudgementTable.Rejection], of path: String) {
        guard !rejections.isEmpty else { return }
        Output.error("\(Figures.grouped(rejections.count)) rows of \(path) were left out:")
        for rejection in rejections.prefix(5) {
            Output.error("  line \(rejection.line): \(Figures.printable(rejection.reason))")
        }
    }
}
