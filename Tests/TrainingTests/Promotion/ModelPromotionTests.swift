import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukEvaluation
import SoukInference
import SoukRanking
import SoukSearch
import Testing
import SoukTraining
import Testing

/// The gate with real models, trained here on a small fictional shop.
@Suite(
    .serialized,
    .enabled(if: SmallShop.hasEncoder, "the text encoder's weights come with Scripts/bootstrap"))
struct ModelPromotionTests {
    @Test func theWayOfAModelInAndOutOfUse() async throws {
        let shop = try SmallShop()
        defer { shop.remove() }
        let good = try shop.train()
        let promotion = ModelPromotion(
            shop.workspace, models: WorkspaceModels(), search: shop.workspace.search, madeBy: "test")
        let first = try await promotion.promote("listing/1")
        #expect(first.isInUse)
        #expect(first.verdict?.gates.map(\.decision) == [.first, .first])
        #expect(try await shop.generation == first.generation)
        #expect(first.verdict?.source == .made)

        let bad = try shop.untrained(like: good)
        try await refusal(of: bad, shop, promotion)
        try await force(bad, over: first, shop, promotion)
        try await goBack(to: good, first, shop, promotion)
    }

    private func refusal(of bad: ModelFolder, _ shop: SmallShop, _ promotion: ModelPromotion) async throws {
        try StoredJudgements(shop.workspace).add(try shop.judgements())
        let before = try await shop.generation
        let refused = try await promotion.promote("listing/\(bad.version)")
        let verdict = try #require(refused.verdict)
        #expect(!refused.isInUse && !verdict.isPassed)
        #expect(verdict.source == .judged)
        #expect(verdict.gates.map(\.decision) == [.worse, .worse], "\(verdict.text)")
        #expect(verdict.text.contains("worse, by more than chance explains"))
        #expect(try await shop.generation == before)
        let left = try await shop.workspace.search.list(.names)
        #expect(left.count == 1, "nothing is left behind")
        #expect(try ModelStore(shop.workspace).promoted("listing")?.version == 1)
        #expect(try ModelStore(shop.workspace).chosenListingModel()?.version == 1)

        let same = try await promotion.compare("listing/1", with: "listing/1")
        #expect(same.isPassed)
        #expect(SearchHistory(shop.workspace).records().map(\.source) == [.made, .judged, .judged])
    }

    private func force(
        _ bad: ModelFolder, over first: PromotionOutcome, _ shop: SmallShop, _ promotion: ModelPromotion
    ) async throws {
        let forced = try await promotion.promote("listing/\(bad.version)", isForced: true)
        #expect(forced.isInUse && forced.verdict == nil)
        #expect(try await shop.generation == forced.generation && forced.generation != first.generation)
        let index = try await shop.workspace.search.openCurrent()
        #expect(index.model.identity == bad.listingIdentity)
    }

    private func goBack(
        to good: ModelFolder, _ first: PromotionOutcome, _ shop: SmallShop, _ promotion: ModelPromotion
    ) async throws {
        // Meanwhile a listing came, and the old generation does not know it yet.
        let table = shop.folder.appendingPathComponent("more.csv")
        try Data(
            "id,title,description,category,price,location\nnew-1,red kayak,,Sports / Boats,£9.00,York\n".utf8
        )
        .write(to: table)
        _ = try Importer(workspace: shop.workspace).run(ImportRequest(listings: table))
        let back = try await promotion.rollback("listing")
        #expect(back.version == good.version && back.generation == first.generation)
        #expect(try await shop.generation == first.generation)
        let index = try await shop.workspace.search.openCurrent()
        let new = try await index.fetch("new-1")
        #expect(new?.vectors[.fused] != nil, "the old index is brought up to date")
        let found = try WorkspaceModels().model(of: index.model, in: shop.workspace)
        guard case .found(let model, let folder) = found else {
            Issue.record("the model of the index is gone")
            return
        }
        #expect(folder.version == good.version && model.identity == index.model.identity)
    }

    @Test func aModelThatIsNotWorsePasses() async throws {
        let shop = try SmallShop()
        defer { shop.remove() }
        _ = try shop.train(seed: 2)
        _ = try shop.train(seed: 1)
        let promotion = ModelPromotion(
            shop.workspace, models: WorkspaceModels(), search: shop.workspace.search, madeBy: "test")
        _ = try await promotion.promote("listing/1", isForced: true)
        let outcome = try await promotion.promote("listing/2")
        #expect(outcome.isInUse, "\(outcome.verdict?.text ?? "")")
        #expect(outcome.verdict?.gates.count == 2)
        #expect(try ModelStore(shop.workspace).promoted("listing")?.version == 2)
    }

    @Test func aModelOfAnotherSplitIsNotWeighed() throws {
        let shop = try SmallShop()
        defer { shop.remove() }
        let other = try TrainedListingModel(shop.train(epochs: 1, splitSeed: 43))
        #expect(other.splitSeed == 43)
        let error = try #require(throws: StoredModelError.self) {
            try ListingAnswers(of: other, in: shop.workspace)
        }
        #expect("\(error)".contains("split of seed 43"))
        let judged = try ListingEvaluation(of: other, in: shop.workspace).report.count
        let own = try shop.workspace.labelledListings(.test, seed: 43).map(\.listing.id)
        #expect(judged == own.count)
        #expect(try Set(own) != Set(shop.workspace.labelledListings(.test).map(\.listing.id)))
    }

    @Test func aWorkspaceWithoutAPastHasNoWayBack() async throws {
        let shop = try SmallShop(each: 3)
        defer { shop.remove() }
        let promotion = ModelPromotion(
            shop.workspace, models: WorkspaceModels(), search: shop.workspace.search, madeBy: "test")
        await #expect(throws: StoredModelError.self) { try await promotion.rollback("listing") }
        await #expect(throws: StoredModelError.self) { try await promotion.promote("listing/7") }
    }
}
