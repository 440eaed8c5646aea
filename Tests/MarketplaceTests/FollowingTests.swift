import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukMarketplace
import SoukRanking
import SoukSearch
import SoukTestSupport
import Testing

/// A marketplace follows what other programs do with its workspace; a second handle stands for the other program.
struct FollowingTests {
    private static let options = MarketplaceOptions(followInterval: .milliseconds(30))

    private func imports(_ rows: String, _ shop: SmallShop) async throws -> String {
        let other = try Workspace(at: shop.workspace.root, create: false)
        let table = shop.folder.appendingPathComponent("listings.csv")
        try Data("id,title,description,category,price,location\n\(rows)\n".utf8).write(to: table)
        _ = try Importer(workspace: other).run(ImportRequest(listings: table))
        return try await WorkspaceIndexer(other, into: other.search).run(madeBy: "test").generation
    }

    /// Waits at most 20 s.
    private func follows(_ generation: String, _ marketplace: Marketplace) async throws -> Bool {
        for _ in 0..<400 {
            if try await marketplace.state.generation == generation { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    @Test func anImportAndIndexElsewhereAreFollowed() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace, options: Self.options)
        #expect(try await marketplace.search(SearchRequest("hammock")).results.isEmpty)
        let new = try await imports("h1,Striped hammock,,Garden,£22,Leeds", shop)
        #expect(try await follows(new, marketplace))
        let found = try await marketplace.search(SearchRequest("hammock"))
        #expect(found.results.map(\.listing.id) == ["h1"] && found.generation == new)
        #expect(try await marketplace.state.generationSwitches == 1)
        _ = try await marketplace.put("after", ListingDraft(title: "Copper weathervane"))
        let serving = try await shop.workspace.search.openCurrent()
        #expect(serving.generation == new)
        #expect(try await serving.fetch("after") != nil, "a write goes into the generation that serves")
    }

    /// Writes that arrive while another program builds and switches are all in what serves afterwards.
    @Test func noWriteIsLostInASwitch() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace, options: Self.options)
        let writing = Task {
            var ids: [String] = []
            while !Task.isCancelled, ids.count < 2_000 {
                let id = "w\(ids.count)"
                _ = try await marketplace.put(id, ListingDraft(title: "Copper weathervane \(id)"))
                ids.append(id)
            }
            return ids
        }
        for _ in 0..<2 {
            let new = try await WorkspaceIndexer(shop.workspace, into: shop.workspace.search)
                .run(madeBy: "test").generation
            #expect(try await follows(new, marketplace))
        }
        writing.cancel()
        let ids = try await writing.value
        #expect(!ids.isEmpty)
        // The last write was cancelled, and is taken all the same.
        for _ in 0..<600 where try await marketplace.state.pendingChanges > 0 {
            try await Task.sleep(for: .milliseconds(50))
        }
        let state = try await marketplace.state
        #expect(state.pendingChanges == 0 && state.generationSwitches == 2)
        let serving = try await shop.workspace.search.openCurrent()
        #expect(serving.generation == state.generation)
        #expect(try await serving.fetch(ids, .summary).count == ids.count)
    }

    @Test func aRollbackElsewhereIsFollowedAndLosesNothing() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let first = try #require(try await shop.workspace.search.current())
        let marketplace = try await Marketplace(shop.workspace, options: Self.options)
        let new = try await imports("h1,Striped hammock,,Garden,£22,Leeds", shop)
        #expect(try await follows(new, marketplace))
        _ = try await marketplace.put("late", ListingDraft(title: "Copper weathervane"))
        #expect(try await shop.workspace.search.rollBack() == first)
        #expect(try await follows(first, marketplace))
        #expect(
            try await marketplace.search(SearchRequest("weathervane")).results.map(\.listing.id) == ["late"])
    }

    /// A calibration that counts on vectors says nothing of words alone: no result is called irrelevant by it.
    @Test func withoutItsModelNoCalibrationJudges() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        func judged(_ encoder: UniformEncoder?) async throws -> Set<Bool?> {
            let search = shop.workspace.search
            _ = try await WorkspaceIndexer(shop.workspace, into: search, encoder: encoder).run(madeBy: "test")
            let generation = try #require(try await search.current())
            var tuning = try await SearchTuning.load(from: search, search.open(generation))
            // No score reaches what is relevant by this one.
            tuning.calibration = try .fit(
                [(1e6, true), (0, false), (1e6, true), (1, false)], fusion: tuning.search.identity)
            try await tuning.save(to: search, generation)
            let marketplace = try await Marketplace(shop.workspace, options: Self.options)
            let answer = try await marketplace.search(SearchRequest("sofa"))
            #expect(answer.verdict == .relevant)
            return Set(answer.results.map(\.isRelevant))
        }
        #expect(try await judged(nil) == [false])
        #expect(try await judged(UniformEncoder(identity: "gone")) == [nil])
    }

    /// The index has vectors of a model that is nowhere: words search, everyone is told, and what needs the model is
    /// refused.
    @Test func aMissingModelIsSaid() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let encoder = UniformEncoder(identity: "gone")
        _ = try await WorkspaceIndexer(shop.workspace, into: shop.workspace.search, encoder: encoder)
            .run(madeBy: "test")
        let marketplace = try await Marketplace(shop.workspace, options: Self.options)
        #expect(marketplace.degraded == [.modelMissing])
        let answer = try await marketplace.search(SearchRequest("sofa"))
        #expect(!answer.results.isEmpty && answer.degraded == [.modelMissing])
        #expect(try await marketplace.state.degraded == [.modelMissing])
        let photo = shop.folder.appendingPathComponent("photo.png")
        try SmallShop.photo(1).write(to: photo)
        for words in ["", "sofa"] {
            await #expect(throws: RankingError.modelMissing(identity: "gone")) {
                try await marketplace.search(SearchRequest(words, photo: photo))
            }
        }
        await #expect(throws: RankingError.modelMissing(identity: "gone")) {
            try await marketplace.embed(words: "sofa", photo: nil)
        }
        _ = try await marketplace.put("new", ListingDraft(title: "Copper weathervane"))
        #expect(try await marketplace.search(SearchRequest("weathervane")).results.count == 1)
    }
}
