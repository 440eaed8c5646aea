import Foundation
import Hummingbird
import SoukCatalog
import SoukEvaluation
import SoukMarketplace
import SoukRanking

extension LabSite {
    /// Asks the engine that serves the judged queries, and notes the figures.
    func judge() throws -> Response {
        try jobs.start("Judging search") { [marketplace] progress in
            let pipeline = marketplace.pipeline
            let queries = try await ReplayQueries.of(marketplace.workspace, engine: pipeline.engine)
            let replay = try await SearchReplay(queries, pipeline: pipeline) { done, total in
                progress("queries", done, total)
                return true
            }
            let record = SearchRecord(replay, pipeline: pipeline)
            try SearchHistory(marketplace.workspace).append(record)
            return .init(isDone: true, text: record.text)
        }
        return Self.backToOverview
    }

    /// Promotes `model`, behind the gate unless the form says `force`.
    func promote(_ form: SentForm) throws -> Response {
        let name = try Self.name(form, "model")
        let isForced = form["force"] != nil
        try jobs.start("Promoting \(name)") { [marketplace, models] progress in
            let promotion = ModelPromotion(
                marketplace.workspace, models: models, search: marketplace.generations, madeBy: "souk lab",
                progress: progress)
            let outcome = try await promotion.promote(name, isForced: isForced)
            if outcome.isInUse, outcome.generation != nil { try await marketplace.reload() }
            let verdict = outcome.verdict.map { $0.text + "\n" } ?? ""
            return .init(
                isDone: outcome.isInUse,
                text: verdict
                    + (outcome.isInUse
                        ? "\(outcome.reference) is in use" : "\(outcome.reference) was not put in use"))
        }
        return Self.backToOverview
    }

    /// Puts the version before in use again.
    func rollBack(_ form: SentForm) throws -> Response {
        let name = try Self.name(form, "name")
        try jobs.start("Rolling back \(name)") { [marketplace, models] progress in
            let outcome = try await ModelPromotion(
                marketplace.workspace, models: models, search: marketplace.generations, madeBy: "souk lab",
                progress: progress
            ).rollback(name)
            if outcome.generation != nil { try await marketplace.reload() }
            return .init(isDone: true, text: "\(outcome.reference) is in use")
        }
        return Self.backToOverview
    }

    /// A model's name, with a version or without: nothing that could lead out of the models' folder.
    static func name(_ form: SentForm, _ field: String) throws(Problem) -> String {
        let parts = (form[field] ?? "").split(separator: "/", omittingEmptySubsequences: false)
        let isSane = parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && $0.utf8.count <= 100 }
        guard (1...2).contains(parts.count), isSane else {
            throw .invalid(field, "It names no model.", next: "Name one as /lab shows it.")
        }
        return parts.joined(separator: "/")
    }
}
