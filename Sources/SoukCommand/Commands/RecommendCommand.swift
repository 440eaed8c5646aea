import ArgumentParser
import SoukCatalog
import SoukRanking
import SoukSearch
import SoukEmbeddedSearch

struct RecommendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend",
        abstract: "Recommend listings to a buyer; export or delete a buyer's data.",
        discussion: """
            From what the buyer viewed, saved and wrote about; for a buyer of whom nothing is known, what is popular \
            near them, then the newest.
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup var engine: EngineOptions

    @Argument(help: "The buyer's id.")
    var buyer: String

    @Option(help: "The town where the buyer is.")
    var near: String?

    @Option(help: "How far from it, such as 30km or 20mi.")
    var within: String?

    @Option(help: "How many results.")
    var limit = 20

    @Flag(help: "Show the breakdown of every score.")
    var explain = false

    @Flag(help: "Print all data about the buyer, as JSON.")
    var export = false

    @Flag(help: "Delete all data about the buyer.")
    var forget = false

    func run() throws {
        let workspace = try common.open()
        if export { return try Output.json(workspace.allEvents(of: buyer)) }
        if forget {
            let count = try workspace.deleteEvents(of: buyer)
            return Output.line(common.json ? "{\"deleted\": \(count)}" : "\(count) events deleted")
        }
        let generations = try engine.generations(of: workspace)
        let (buyer, near, limit, kilometres) = (buyer, near, limit, try within.map(Amounts.kilometres))
        let answer = try Waiting.result {
            let pipeline = try await SearchPipeline.serving(
                generations, synonyms: .of(workspace))
            let circle = try near.map { try pipeline.circle($0, kilometres) }
            return try await Recommender(pipeline: pipeline, workspace: workspace).recommend(
                RecommendationRequest(buyer, near: circle, limit: limit))
        }
        if common.json { return try Output.json(answer) }
        let results = answer.results.map(\.result)
        Output.line(
            results.isEmpty
                ? "nothing to recommend"
                : ResultTable.text(results, notes: answer.results.map(\.reason.description)))
        if explain { for result in results { Output.line("\n" + BreakdownText.text(result)) } }
    }
}
