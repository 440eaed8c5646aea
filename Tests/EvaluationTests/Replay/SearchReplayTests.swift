import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukTestSupport
import SoukSearch
import Testing

@testable import SoukEvaluation
@testable import SoukRanking

struct SearchReplayTests {
    @Test func figuresAreThoseOfTheAnswers() async throws {
        let market = try TinyMarket()
        let queries = ReplayQueries(
            source: .judged,
            queries: [
                ReplayQuery(text: "reading lamp", gains: ["6": 3], relevant: ["6"]),
                ReplayQuery(text: "red leather sofa", gains: ["2": 1], relevant: ["2"]),
                ReplayQuery(text: "oak table", gains: ["nothing": 1], relevant: ["nothing"]),
            ])
        let replay = try await SearchReplay(queries, pipeline: market.pipeline())
        // The second listing is folded into the first, and counts as shown.
        #expect(replay.ndcg.values == [1, 1, 0])
        #expect(replay.recall.values == [1, 1, 0])
    }

    @Test func judgingKeepsNoPages() async throws {
        let market = try TinyMarket()
        let engine = try await market.pipeline()
        var request = SearchRequest("sofa", limit: 1)
        #expect(try await engine.search(request).cursor != nil)
        request.keepsPages = false
        #expect(try await engine.search(request).cursor == nil)
    }

    @Test func judgementsOfListingsThatAreGoneDoNotCount() async throws {
        let market = try TinyMarket()
        let table = market.folder.appendingPathComponent("judged.csv")
        let text = """
            query,listing_id,relevance
            lamp,6,3
            lamp,gone,3
            sofa,gone,3
            table,5,0
            desk,10,3
            desk,5,1
            """
        try Data(text.utf8).write(to: table)
        let stored = StoredJudgements(market.workspace)
        try stored.add(table)
        let found = try await ReplayQueries.judged(stored, engine: market.engine)
        #expect(found.queries.map(\.text) == ["lamp", "desk"])
        #expect(found.queries[1].gains == ["10": 7, "5": 1])
        #expect(found.queries[1].relevant == ["10"])
        // Too few to tell anything: queries are made of listings.
        #expect(try await ReplayQueries.of(market.workspace, engine: market.engine).source == .made)
    }

    @Test func historyGrowsAndOutlivesATornLine() async throws {
        let market = try TinyMarket()
        let engine = try await market.pipeline()
        let queries = ReplayQueries(
            source: .made, queries: [ReplayQuery(text: "lamp", gains: ["6": 1], relevant: ["6"])])
        let record = SearchRecord(try await SearchReplay(queries, pipeline: engine), pipeline: engine)
        let history = SearchHistory(market.workspace)
        #expect(history.records().isEmpty)
        try history.append(record)
        let handle = try FileHandle(forWritingTo: history.file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"time\":1,\"gener".utf8))
        try handle.close()
        try history.append(record)
        #expect(history.records() == [record, record])
        #expect(record.text.contains("ndcg@10"))
    }

    /// An index that fell behind finds what the workspace holds, and only that.
    @Test func anIndexCatchesUp() async throws {
        let market = try TinyMarket()
        let table = market.folder.appendingPathComponent("listings.csv")
        func importing(_ rows: String) throws {
            try Data("id,title,description,category,price\n\(rows)\n".utf8).write(to: table)
            _ = try Importer(workspace: market.workspace).run(ImportRequest(listings: table))
        }
        try importing("a,Blue sofa,,Home,£5.00\nb,Red lamp,,Home,£6.00")
        let indexer = WorkspaceIndexer(
            market.workspace, into: market.workspace.search, encoder: TinyEncoder())
        let refresh = try await indexer.refresh(market.engine)
        #expect(refresh == IndexRefresh(written: 2, deleted: 10))
        #expect(try market.index.listing("a")?.vectors[.fused] == TinyMarket.vector("Blue sofa"))
        #expect(try await indexer.refresh(market.engine) == IndexRefresh())
        await #expect(throws: RetrievalError.self) {
            try await WorkspaceIndexer(market.workspace, into: market.workspace.search)
                .refresh(market.engine)
        }
    }
}
