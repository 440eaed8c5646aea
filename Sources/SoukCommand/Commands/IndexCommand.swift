import ArgumentParser
import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukInference
import SoukRanking
import SoukSearch
import SoukTraining

struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Build and manage the search index.",
        subcommands: [Build.self, List.self, Rollback.self], defaultSubcommand: Build.self)

    struct Build: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Build an index beside the one in use, and switch to it.",
            discussion:
                "The score from which on a result is relevant is measured on queries made of the listings' titles."
        )

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        func run() throws {
            let workspace = try common.open()
            let shown = try workspace.shownListings()
            let line = ProgressLine("index", total: shown, unit: "listings", quiet: common.quiet)
            Interruption.watch()
            let model = try WorkspaceModels().chosen(in: workspace, cache: workspace.root)
            let indexer = WorkspaceIndexer(
                workspace, into: try engine.generations(of: workspace), encoder: model)
            let outcome = try Waiting.result {
                try await indexer.run(madeBy: "souk \(Souk.configuration.version)") { done in
                    line.update(done: done)
                    return !Interruption.isRequested()
                }
            }
            line.finish()
            if common.json { return try Output.json(outcome) }
            Output.line("\(Figures.grouped(outcome.listings)) listings in index \(outcome.generation)")
            if let calibration = outcome.calibration {
                Output.line(
                    "relevant from a probability of \(ResultTable.decimal(calibration.cutoff)): precision "
                        + "\(Figures.percent(calibration.precision)), recall \(Figures.percent(calibration.recall)) on "
                        + "\(Figures.grouped(calibration.examples)) examples")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the generations of the index.")

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        func run() throws {
            let search = try engine.generations(of: common.open())
            let states = try Waiting.result { try await search.list(.opening) }
            if common.json { return try Output.json(states.map(Row.init)) }
            for row in states.map(Row.init) { Output.line(row.text) }
            if states.isEmpty { Output.line("no index yet; build one: souk index\(common.suffix)") }
        }

        private struct Row: Encodable {
            var generation: String
            var serves: Bool
            var listings: Int?
            var model: String?
            var damage: String?

            init(_ state: SearchGeneration) {
                generation = state.name
                serves = state.isCurrent
                listings = state.manifest?.count
                model = state.manifest?.model.identity
                damage = state.damage
            }

            var text: String {
                "\(serves ? "*" : " ") \(generation)  \(Figures.grouped(listings ?? 0)) listings  "
                    + (damage ?? "model \(model?.prefix(12) ?? "")")
            }
        }
    }

    struct Rollback: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Return to the generation that was in use before.")

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        func run() throws {
            let search = try engine.generations(of: common.open())
            let name = try Waiting.result { try await search.rollBack() }
            Output.line(common.json ? "{\"serves\": \"\(name)\"}" : "index \(name) serves")
        }
    }
}
