import ArgumentParser
import Foundation
import SoukCatalog
import SoukEvaluation
import SoukRanking
import SoukTraining
import SoukSearch
import SoukEmbeddedSearch

struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Manage judged queries, and evaluate the search on them.",
        discussion: """
            A judgement says how relevant one of the workspace's listings is to one query: a table with the columns \
            query, listing_id and relevance. Models are promoted only when they do no worse on them.
            """,
        subcommands: [Run.self, Import.self, List.self, Remove.self], defaultSubcommand: Run.self)

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run all judged queries on the index in use, and record the metrics.",
            discussion: """
                Where fewer than \(GateVerdict.leastQueries) judged queries can be asked, queries are made of held-out titles. The history is \
                in reports/search-history.jsonl.
                """)

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        func run() throws {
            let workspace = try common.open()
            let generations = try engine.generations(of: workspace)
            let lines = StageLines(quiet: common.quiet)
            Interruption.watch()
            let record = try Waiting.result {
                let pipeline = try await SearchPipeline.serving(in: workspace, generations)
                let queries = try await ReplayQueries.of(workspace, engine: pipeline.engine)
                let replay = try await SearchReplay(queries, pipeline: pipeline) { done, total in
                    lines.show("queries", done, total)
                    return !Interruption.isRequested()
                }
                return SearchRecord(replay, pipeline: pipeline)
            }
            try SearchHistory(workspace).append(record)
            if common.json { try Output.json(record) } else { Output.line(record.text) }
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a table of judged queries into the workspace.",
            discussion: "A table of the same file name takes the place of the earlier one.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The table: CSV, TSV or JSON Lines with the columns query, listing_id, relevance.")
        var table: String

        func run() throws {
            let file = URL(fileURLWithPath: table)
            let workspace = try common.open()
            let found = try StoredJudgements(workspace).add(file)
            let card = try JudgementCard(file.lastPathComponent, found, workspace)
            if common.json { return try Output.json(card) }
            Output.line(card.text)
            for rejection in found.rejections.prefix(5) {
                Output.error("  line \(rejection.line): \(Figures.printable(rejection.reason))")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tables of judged queries.")

        @OptionGroup var common: CommonOptions

        func run() throws {
            let workspace = try common.open()
            let cards = try StoredJudgements(workspace).tables().map {
                try JudgementCard($0.name, $0.table, workspace)
            }
            if common.json { return try Output.json(cards) }
            for card in cards { Output.line(card.text) }
            if cards.isEmpty {
                Output.line("no judged queries yet; import some: souk judge import FILE.csv\(common.suffix)")
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a table of judged queries.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "Its name, as souk judge list shows it.")
        var name: String

        func run() throws {
            try StoredJudgements(common.open()).remove(name)
            if common.json { try Output.json(["removed": name]) } else { Output.line("\(name) is forgotten") }
        }
    }
}

/// A table of judged queries in a few words.
private struct JudgementCard: Encodable {
    var name: String
    var queries: Int
    var judgements: Int
    /// Rows that could not be used.
    var rejected: Int
    /// Judged listings that the workspace does not have (any more).
    var unknownListings: Int

    enum CodingKeys: String, CodingKey {
        case name, queries, judgements, rejected
        case unknownListings = "unknown_listings"
    }

    init(_ name: String, _ table: JudgementTable, _ workspace: Workspace) throws {
        (self.name, queries, judgements) = (name, table.queries.count, table.rowCount)
        rejected = table.rejections.count
        let listings = Set(table.queries.flatMap { $0.judgements.map(\.listing) })
        unknownListings = try listings.count { try workspace.listing($0) == nil }
    }

    var text: String {
        let doubts = [(rejected, "rows left out"), (unknownListings, "listings not in the workspace")]
            .filter { $0.0 > 0 }.map { "\(Figures.grouped($0.0)) \($0.1)" }
        return
            (["\(name): \(Figures.grouped(queries)) queries, \(Figures.grouped(judgements)) judgements"]
            + doubts)
            .joined(separator: ", ")
    }
}
