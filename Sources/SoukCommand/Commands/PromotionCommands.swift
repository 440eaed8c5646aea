import ArgumentParser
import Foundation
import SoukCatalog
import SoukEvaluation
import SoukInference
import SoukRanking
import SoukTraining
import SoukSearch
import SoukEmbeddedSearch

struct CompareModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two finished versions, listing by listing and query by query.",
        discussion: """
            Both answer the same held-out listings. Listing models also answer the same queries, those that people \
            judged (souk judge) or, where there are too few, words of held-out titles: each on an index of its own.
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup var engine: EngineOptions

    @Argument(help: "The candidate: a name, or name/version.")
    var new: String

    @Argument(help: "The baseline; the version in use unless given.")
    var old: String?

    func run() throws {
        let promotion = try ModelPromotion(common, engine)
        let (new, old) = (new, old)
        let verdict = try promotion.run { try await $0.compare(new, with: old) }
        if common.json { try Output.json(verdict) } else { Output.line(verdict.text) }
    }
}

struct PromoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Promote a version, unless it is worse than the one in use.",
        discussion: """
            Both answer the same held-out listings; listing models also answer the same queries, the new one on an \
            index that is built beside the one that serves. A version that is worse by more than chance explains is \
            refused; --force puts it in use all the same. A listing model and its index are switched together.
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup var engine: EngineOptions

    @Argument(help: "The version: name/version.")
    var model: String

    @Flag(help: "Promote it whatever the comparison says.")
    var force = false

    func run() throws {
        let promotion = try ModelPromotion(common, engine)
        let (model, force) = (model, force)
        let outcome = try promotion.run { try await $0.promote(model, isForced: force) }
        if common.json {
            try Output.json(outcome)
        } else if let verdict = outcome.verdict {
            Output.line(verdict.text)
        }
        guard outcome.isInUse else {
            throw Stop(
                code: 1, message: "\(outcome.reference) was not put in use. --force does it all the same.")
        }
        if !common.json { Output.line(outcome.sentence) }
    }
}

struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Return to the version that was in use before.",
        discussion: "With a listing model its index goes back, too, brought up to what is on sale now.")

    @OptionGroup var common: CommonOptions

    @OptionGroup var engine: EngineOptions

    @Argument(help: "The model's name.")
    var name: String

    func run() throws {
        let name = name
        let outcome = try ModelPromotion(common, engine).run { try await $0.rollback(name) }
        if common.json { try Output.json(outcome) } else { Output.line(outcome.sentence) }
    }
}

extension PromotionOutcome {
    fileprivate var sentence: String {
        "\(reference) is in use" + (generation.map { ", index \($0) serves" } ?? "")
    }
}

extension ModelPromotion {
    fileprivate init(_ common: CommonOptions, _ engine: EngineOptions) throws {
        let lines = StageLines(quiet: common.quiet)
        let workspace = try common.open()
        self.init(
            workspace, models: WorkspaceModels(), search: try engine.generations(of: workspace),
            madeBy: "souk \(Souk.configuration.version)",
            progress: lines.show,
            isCancelled: Interruption.isRequested)
    }

    fileprivate func run<Value: Sendable>(
        _ work: @escaping @Sendable (ModelPromotion) async throws -> Value
    ) throws -> Value {
        Interruption.watch()
        return try Waiting.result { try await work(self) }
    }
}
