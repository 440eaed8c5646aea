import ArgumentParser
import SoukRanking
import SoukSearch
import SoukEmbeddedSearch

struct SimilarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar",
        abstract: "Find listings that are similar to one.",
        discussion: "The listing itself and its duplicates are left out.")

    @OptionGroup var common: CommonOptions

    @OptionGroup var engine: EngineOptions

    @Argument(help: "The listing's id.")
    var id: String

    @Option(help: "How many results.")
    var limit = 20

    @Flag(help: "Show the breakdown of every score.")
    var explain = false

    func run() throws {
        let workspace = try common.open()
        let (id, limit) = (id, limit)
        let generations = try engine.generations(of: workspace)
        let answer = try Waiting.result {
            try await SearchPipeline.serving(generations, synonyms: .of(workspace))
                .similar(to: id, limit: limit)
        }
        if common.json { return try Output.json(answer) }
        Output.line("like \(answer.listing.title):")
        Output.line(answer.results.isEmpty ? "nothing" : ResultTable.text(answer.results))
        if explain { for result in answer.results { Output.line("\n" + BreakdownText.text(result)) } }
    }
}
