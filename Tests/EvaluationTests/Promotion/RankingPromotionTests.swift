import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking
import SoukSearch
import Testing

import SoukEvaluation

/// A ranking model's way in and out of use, over an index of words alone.
struct RankingPromotionTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID())")
    private let workspace: Workspace

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let table = folder.appendingPathComponent("listings.csv")
        var rows = ["id,title,description,category,price"]
        for number in 0..<30 {
            rows.append("short-\(number),Sofa \(number),,Home / Seats,£\(10 + number)")
            rows.append(
                "long-\(number),Lovely big comfortable corner piece \(number),a sofa and sofa again a sofa,Home / Seats,£\(10 + number)"
            )
        }
        try Data(rows.joined(separator: "\n").utf8).write(to: table)
        workspace = try Workspace(at: folder.appendingPathComponent("w"), create: true)
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table))
    }

    /// Buyers who want what only the description calls a sofa: the opposite of what Souk ships.
    private func judgements() throws -> URL {
        var rows = ["query,listing_id,relevance"]
        for query in 0..<60 {
            for number in 0..<4 {
                rows.append("sofa \(query),long-\((query + number) % 30),3")
                rows.append("sofa \(query),short-\((query + number) % 30),1")
            }
        }
        let url = folder.appendingPathComponent("judged.csv")
        try Data(rows.joined(separator: "\n").utf8).write(to: url)
        return url
    }

    private func serving() async throws -> SearchPipeline {
        try await SearchPipeline.serving(workspace.search, synonyms: .of(workspace))
    }

    private func index() async throws -> WorkspaceIndexer.Outcome {
        try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test")
    }

    private var promotion: ModelPromotion {
        ModelPromotion(workspace, models: NoListingModels(), search: workspace.search, madeBy: "test")
    }

    private func first(_ text: String) async throws -> String? {
        try await serving().search(SearchRequest(text)).results.first?.listing.id
    }

    private func trained() async throws -> ModelFolder {
        let stored = StoredJudgements(workspace)
        let judged = try stored.combined()
        let split = QuerySplit(trainFraction: 0.5)
        var options = JudgedEvaluation.Options()
        options.heldOut = split
        let evaluation = try await JudgedEvaluation(judged.table, pipeline: serving(), options: options)
        let folder = try ModelStore(workspace).folderForTraining("ranking", resuming: false)
        let model = try await evaluation.learn(
            name: "\(folder.name)/\(folder.version)", judgements: judged.hash, split: split)
        try folder.write(model, try await evaluation.report(model))
        return folder
    }

    @Test func learnedPromotedServedAndTakenBack() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try await index()
        try StoredJudgements(workspace).add(judgements())
        let before = try await first("sofa")
        #expect(before?.hasPrefix("short") == true)

        let trained = try await trained()
        #expect(trained.isFinished && trained.isRanking)
        #expect(try await first("sofa") == before, "a trained model serves nobody before it is promoted")

        let outcome = try await promotion.promote("ranking/1")
        #expect(outcome.isInUse, "\(outcome.verdict?.text ?? "")")
        #expect(outcome.verdict?.source == .judged)
        #expect(outcome.verdict?.old == "standard")
        #expect(try await first("sofa")?.hasPrefix("long") == true)
        #expect(try await serving().tuning.ranking.name == "ranking/1")

        let rebuilt = try await index()
        #expect(rebuilt.ranking == "ranking/1", "a new index is ranked by the promoted model")
        #expect(try await first("sofa")?.hasPrefix("long") == true)

        let back = try await promotion.rollback("ranking")
        #expect(back.reference == "standard")
        #expect(try await first("sofa") == before)
        #expect(try ModelStore(workspace).promotedRanking() == nil)
    }

    @Test func aWorseModelIsRefusedAndLeavesNothingBehind() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try await index()
        try StoredJudgements(workspace).add(judgements())
        let good = try await trained()
        _ = try await promotion.promote("ranking/1")
        let generations = workspace.search
        let (before, count) = (try await generations.current(), try await generations.list(.names).count)

        var model = try good.ranking()
        model.name = "ranking/2"
        model.fusion = RankingModel.standard.fusion
        let bad = try ModelStore(workspace).folderForTraining("ranking", resuming: false)
        try bad.write(model, ["none": 0])
        let refused = try await promotion.promote("ranking/2")
        #expect(!refused.isInUse)
        #expect(try await generations.current() == before)
        #expect(try await generations.list(.names).count == count)

        let forced = try await promotion.promote("ranking/2", isForced: true)
        #expect(forced.isInUse)
        #expect(try await promotion.rollback("ranking").reference == "ranking/1")
        #expect(try await serving().tuning.ranking.name == "ranking/1")
    }

    @Test func aFeatureThatIsComputedOtherwiseIsRefused() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("ranking.json")
        try RankingModelFile.save(.standard, to: file)
        #expect(try RankingModelFile.load(file) == .standard)
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("\"version\" : 1", with: "\"version\" : 7").write(
            to: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: RankingError.self) { try RankingModelFile.load(file) }
        #expect(error.map { "\($0)".contains("version 7") } == true)
    }
}
