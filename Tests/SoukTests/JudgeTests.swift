import Foundation
import Testing

/// Judged queries, logs, and promotion of what the program says of them.
@Suite struct JudgeTests {
    private func write(_ text: String, _ name: String, _ shop: Shop) throws -> String {
        let url = shop.folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    @Test func judgedQueriesAreKeptAndAsked() throws {
        let shop = try Shop(listingsEach: 10)
        defer { shop.remove() }
        let space = ["--workspace", shop.workspace]
        let clicks = try write(
            "query,listing_id,action,time\nlamp,garden-1,click,1700000000\n,,,\n", "clicks.csv", shop)
        let events = try write(
            "buyer,listing_id,action,time\nann,garden-1,view,1700000000\nann,garden-1,kiss,1\n", "events.csv",
            shop)
        let imported = try shop.imported("--json", "--quiet", "--clicks", clicks, "--events", events)
        #expect(imported.status == 0, "\(imported.errors)")
        let counts = try #require(try imported.json()["clicks"] as? [String: Any])
        #expect(["read", "new", "rejected"].map { counts[$0] as? Int } == [2, 1, 1])
        let again = try Program.run(["import", "--events", events] + space)
        #expect(again.output.contains("events: 2 rows, 0 new, 1 rejected"))
        #expect(try Program.run(["import", "--photos", shop.photos, "--events", events] + space).status == 2)

        #expect(try Program.run(["judge", "list"] + space).output.contains("souk judge import"))
        let table = try write(
            "query,listing_id,relevance\nlamp,garden-1,3\nlamp,nobody,2\nlamp,garden-2,much\n", "june.csv",
            shop)
        let kept = try Program.run(["judge", "import", table, "--json"] + space)
        #expect(kept.status == 0, "\(kept.errors)")
        let card = try kept.json()
        #expect(card["queries"] as? Int == 1 && card["rejected"] as? Int == 1)
        #expect(card["unknown_listings"] as? Int == 1)
        #expect(try Program.run(["judge", "import", shop.photo("broken")] + space).status == 2)

        #expect(try Program.run(["judge"] + space).errors.contains("souk index"))
        #expect(try Program.run(["index", "--quiet"] + space).status == 0)
        // One judged query tells nothing, so queries are made of held-out titles.
        let run = try Program.run(["judge", "--json", "--quiet"] + space)
        #expect(run.status == 0, "\(run.errors)")
        let record = try run.json()
        #expect(record["source"] as? String == "made")
        let ndcg = try #require((record["ndcg"] as? [String: Any])?["mean"] as? Double)
        #expect(ndcg > 0.5, "words of a title find its listing")
        #expect(FileManager.default.fileExists(atPath: shop.workspace + "/reports/search-history.jsonl"))
        #expect(try Program.run(["judge", "remove", "june.csv"] + space).status == 0)
        #expect(try Program.run(["judge", "remove", "june.csv"] + space).status == 1)
    }
}
