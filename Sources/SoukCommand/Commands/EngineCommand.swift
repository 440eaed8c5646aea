import ArgumentParser
import Foundation
import SoukCatalog
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
            abstract: "Copy the index in use from one engine to another, and activate it there.",
            discussion: """
                Both go on answering meanwhile. The copy is looked through before it serves: it must hold as many \
                listings as were copied. What the catalogue changes during the copying is brought in by whoever serves it.
                """)

        @OptionGroup var common: CommonOptions

        @OptionGroup var engine: EngineOptions

        @Option(help: "The engine to copy from, as --engine names one.")
        var from = EngineOptions.embedded

        @Flag(inversion: .prefixedNo, help: "Activate the copy.")
        var activate = true

        func run() throws {
            let workspace = try common.open()
            let target = try engine.generations(of: workspace)
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
