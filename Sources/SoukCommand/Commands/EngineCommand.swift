import ArgumentParser
import Foundation
import SoukCatalog
import SoukInference
import SoukPostgresSearch
import SoukRanking
import SoukSearch

struct EngineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine",
        abstract: "Inspect, prepare and change the engine that keeps the index.",
        discussion: """
            From the workspace's folder to PostgreSQL: souk engine load --engine postgres://user@host/database. And back: \
            souk engine load --engine embedded --from postgres://user@host/database.
            """,
        subcommands: [Check.self, Init.self, Load.self, Verify.self, Drop.self], defaultSubcommand: Check.self
    )

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show which engine is in use, what it holds, and what is wrong.")

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        func run() throws {
            let workspace = try common.open()
            let generations = try engine.generations(of: workspace)
            let report = try Waiting.result { try await EngineReport(generations, workspace) }
            if common.json { try Output.json(report) } else { Output.line(report.text) }
            if !report.faults.isEmpty { throw Stop(code: 1, message: "the engine has faults") }
        }
    }

    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create what a PostgreSQL database needs before its first index.",
            discussion:
                "souk index and souk engine load do it, too; a second time changes nothing. The extension vector is made where the user may."
        )

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        func run() throws {
            guard let postgres = try engine.postgres() else {
                throw ValidationError("the embedded engine needs no init; name a database with --engine")
            }
            try Waiting.result { try await postgres.prepare() }
            let shown = postgres.addresses.map(\.shown).joined(separator: " ")
            if common.json { return try Output.json(["ready": shown]) }
            Output.line("\(shown) is ready; build an index there: souk index --engine \"\(shown)\"")
        }
    }

    struct Load: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Copy an index to an engine, or build it of what workers embedded, and activate it there.",
            discussion: """
                Both go on answering meanwhile. The copy is looked through before it serves: it must hold as many \
                listings as were copied. With --embedded, the index is built of what the workers of souk embed made: all lots \
                must be there, whole, and of the listings that the workspace has now, and the index must hold just \
                these, field for field, before it serves. It exits with 75 where another try may help. What the catalogue changes during the copying is brought in by whoever serves it.
                """)

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        @Option(help: "The engine to copy from, as --engine names one.")
        var from = EngineOptions.embedded

        @Option(help: "The folder of what the workers of souk embed made, to be loaded instead of a copy.")
        var embedded: String?

        @Flag(help: "With --embedded: do without listings that no worker could embed.")
        var withoutRefused = false

        @Flag(inversion: .prefixedNo, help: "Activate the copy.")
        var activate = true

        func validate() throws {
            if withoutRefused, embedded == nil {
                throw ValidationError("--without-refused belongs to --embedded")
            }
        }

        func run() throws {
            let workspace = try common.open()
            let target = try engine.generations(of: workspace)
            if let embedded {
                let folder = URL(fileURLWithPath: embedded, isDirectory: true)
                return try SharedWork.run { try load(folder, workspace, into: target) }
            }
            let source = try EngineOptions.generations(from, of: workspace)
            let line = ProgressLine("load", total: nil, unit: "listings", quiet: common.quiet)
            Interruption.watch()
            let activate = activate
            let generation = try Waiting.result {
                try await IndexCopy(from: source, to: target, of: workspace).run(activating: activate) {
                    done in
                    line.update(done: done)
                    if Interruption.isRequested() { throw CatalogError.interrupted }
                }
            }
            line.finish()
            if common.json { return try Output.json(generation.manifest) }
            Output.line(
                "\(Figures.grouped(generation.manifest?.count ?? 0)) listings in index \(generation.name)"
                    + (activate ? ", which serves" : ""))
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check every generation, listing by listing.")

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        func run() throws {
            let generations = try engine.generations(of: common.open())
            let found = try Waiting.result { try await generations.list(.everything) }
            let differences = try Waiting.result {
                try await (generations as? PostgresGenerations)?.differences() ?? []
            }
            let damaged = found.filter { $0.damage != nil }
            if common.json {
                try Output.json(
                    found.map { GenerationLine(generation: $0.name, serves: $0.isCurrent, damage: $0.damage) }
                )
            } else {
                for one in found { Output.line("\(one.name): \(one.damage ?? "whole")") }
                if found.isEmpty { Output.line("no index yet") }
                for difference in differences { Output.line(difference) }
            }
            guard damaged.isEmpty else {
                throw Stop(code: 1, message: "\(damaged.count) of \(found.count) generations are damaged")
            }
        }

        private struct GenerationLine: Encodable {
            var generation: String
            var serves: Bool
            var damage: String?
        }
    }

    struct Drop: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a generation that is not in use.")

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        @Argument(help: "Its name, as souk index list shows it.")
        var generation: String

        func run() throws {
            let generations = try engine.generations(of: common.open())
            try Waiting.result { [generation] in try await generations.drop(generation) }
            if common.json { return try Output.json(["dropped": generation]) }
            Output.line("index \(generation) is gone")
        }
    }
}

extension EngineCommand.Load {
    /// Builds the index of what workers embedded.
    private func load(
        _ folder: URL, _ workspace: Workspace, into target: any SearchGenerations
    ) throws {
        let line = ProgressLine(
            "load", total: try workspace.summary().shownListings, unit: "listings", quiet: common.quiet)
        Interruption.watch()
        let indexer = WorkspaceIndexer(
            workspace, into: target, encoder: try WorkspaceModels().chosen(in: workspace))
        let (withoutRefused, activate) = (withoutRefused, activate)
        let (outcome, taken) = try Waiting.result {
            try await indexer.run(
                embeddedIn: folder, madeBy: "souk \(Souk.configuration.version)",
                withoutRefused: withoutRefused, activating: activate
            ) { done in
                line.update(done: done)
                return !Interruption.isRequested()
            }
        }
        line.finish()
        if common.json { return try Output.json(LoadedAnswer(outcome: outcome, taken: taken)) }
        Output.line(
            "\(Figures.grouped(taken.listings)) listings in index \(outcome.generation)"
                + (activate ? ", which serves" : "") + "; content \(taken.contentHash.prefix(12))")
        if !taken.refused.isEmpty {
            Output.line("without \(Figures.grouped(taken.refused.count)) that no worker could embed")
        }
    }

    private struct LoadedAnswer: Encodable {
        var outcome: WorkspaceIndexer.Outcome
        var taken: EmbeddedTaken

        func encode(to encoder: any Encoder) throws {
            try outcome.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(taken, forKey: .embedded)
        }

        private enum CodingKeys: String, CodingKey { case embedded }
    }
}
