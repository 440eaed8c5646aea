import Foundation
import HTTPTypes
import SoukCatalog
import SoukEmbeddedSearch
import SoukEvaluation
import SoukMarketplace
import SoukRanking
import Testing

import SoukService

/// What is learned from judgements serves, and is taken back, over HTTP.
struct LearnedRankingTests {
    private static let query = "/v1/search?q=hammock%20zqxab&limit=1"

    /// Hammocks by title, and others that only their descriptions call so.
    private func listings(_ workspace: Workspace, _ folder: URL) throws {
        var rows = ["id,title,description,category,price"]
        for number in 0..<30 {
            rows.append("short-\(number),Hammock \(number),,Garden / Seats,£20")
            rows.append(
                "long-\(number),Lovely big comfortable garden piece \(number),"
                    + "a hammock and hammock again a hammock,Garden / Seats,£20")
        }
        let table = folder.appendingPathComponent("hammocks.csv")
        try Data(rows.joined(separator: "\n").utf8).write(to: table)
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table))
    }

    /// Buyers who prefer the others: the opposite of what Souk ships. Each query has a word that no listing has.
    private func judgements(_ folder: URL) throws -> URL {
        var rows = ["query,listing_id,relevance"]
        for query in 0..<60 {
            let letters = [query / 26, query % 26].map { String(UnicodeScalar(UInt8(97 + $0))) }
            let word = "zqx" + letters.joined()
            for number in 0..<4 {
                rows.append("hammock \(word),long-\((query + number) % 30),3")
                rows.append("hammock \(word),short-\((query + number) % 30),1")
            }
        }
        let file = folder.appendingPathComponent("judged.csv")
        try Data(rows.joined(separator: "\n").utf8).write(to: file)
        return file
    }

    private func train(_ workspace: Workspace) async throws {
        let judged = try StoredJudgements(workspace).combined()
        let split = QuerySplit(trainFraction: 0.5)
        var options = JudgedEvaluation.Options()
        options.heldOut = split
        let evaluation = try await JudgedEvaluation(
            judged.table, pipeline: .serving(workspace.search, synonyms: .of(workspace)), options: options)
        let folder = try ModelStore(workspace).folderForTraining(ModelStore.rankingName, resuming: false)
        let model = try await evaluation.learn(
            name: folder.reference, judgements: judged.hash, split: split)
        try folder.write(model, try await evaluation.report(model))
    }

    @Test func itServesAndIsTakenBack() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let workspace = shop.marketplace.workspace
        try listings(workspace, shop.folder)
        _ = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test")
        try await shop.marketplace.reload()
        try StoredJudgements(workspace).add(judgements(shop.folder))
        let promotion = ModelPromotion(
            workspace, models: NoListingModels(), search: workspace.search, madeBy: "test")
        try await shop.serve { (client: RouterClient) async throws in
            func first() async throws -> String {
                try await client.send(.get, Self.query).text
            }
            #expect(try await first().contains("\"short-"))
            try await train(workspace)
            #expect(try await first().contains("\"short-"), "what is not promoted serves nobody")
            #expect(try await promotion.promote("ranking/1").isInUse)
            try await shop.marketplace.reload()
            #expect(try await first().contains("\"long-"))
            _ = try await promotion.rollback("ranking")
            try await shop.marketplace.reload()
            #expect(try await first().contains("\"short-"))
        }
    }
}
