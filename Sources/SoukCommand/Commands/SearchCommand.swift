import ArgumentParser
import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking
import SoukSearch
import SoukTraining

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find listings by words, a photo, or both.",
        discussion: """
            Prices and places in the words become filters where they are certain ("sofa under £50 near Leeds"); the \
            answer says which. -word leaves out listings with that word. Weights are JSON: \
            '{"leather": 1, "sofa": 0.5, "corner": -1}'.

            Where nothing relevant is found, that is said, and the nearest are shown.
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup var engine: EngineOptions

    @Argument(help: "What to look for.")
    var words: [String] = []

    @Option(help: "A photo of what to look for.")
    var photo: String?

    @Option(help: "A word or phrase that no result may contain; may be repeated.")
    var without: [String] = []

    @Option(help: "A category by its name or path; may be repeated.")
    var category: [String] = []

    @OptionGroup var attributes: AttributeOptions

    @Option(help: "Prices, such as 10..50, ..50 or 10...")
    var price: String?

    @Option(help: "A town to search near.")
    var near: String?

    @Option(help: "How far from it, such as 30km or 20mi.")
    var within: String?

    @Option(help: "How many results.")
    var limit = 20

    @Option(help: "The cursor of an answer, for its next page.")
    var page: String?

    @Flag(help: "Show the breakdown of every score.")
    var explain = false

    func run() throws {
        let workspace = try common.open()
        let generations = try engine.generations(of: workspace)
        let pipeline = try Waiting.result {
            try await SearchPipeline.serving(in: workspace, generations)
        }
        let request = try request(in: pipeline.rates.base)
        let answer = try Waiting.result { try await pipeline.search(request) }
        if common.json { return try Output.json(answer) }
        for line in SearchText.heading(answer) { Output.line(line) }
        guard !answer.results.isEmpty else { return }
        Output.line(ResultTable.text(answer.results))
        if explain {
            let photos = TerminalPhoto()
            for result in answer.results {
                Output.line("\n" + BreakdownText.text(result))
                if let photo = try photos.text(of: result.listing.id, in: workspace) {
                    Output.line("   " + photo)
                }
            }
        }
        for line in SearchText.closing(answer, suffix: common.suffix) { Output.line(line) }
    }

    /// - Parameter currency: of prices without a sign.
    private func request(in currency: Currency) throws -> SearchRequest {
        var filter = SearchFilter()
        if let price {
            let bounds = try Amounts.prices(price, currency: currency)
            (filter.minimumPrice, filter.maximumPrice) = (bounds.minimum, bounds.maximum)
            filter.priceCurrency = bounds.currency.code
        }
        filter.attributes = attributes.chosen
        if within != nil, near == nil { throw ValidationError("--within needs --near TOWN") }
        return SearchRequest(
            words.joined(separator: " "), photo: photo.map { URL(fileURLWithPath: $0) }, without: without,
            categories: category, near: near, kilometres: try within.map(Amounts.kilometres), filter: filter,
            limit: limit, cursor: page)
    }
}
