import Foundation
import SoukCatalog
import Testing

/// Four programs embed by a trained model what one does, whatever is killed on the way, and tell what none could embed.
@Suite(
    .enabled(
        if: Assets.file("weights/all-minilm-l6-v2") != nil
            && Assets.file("weights/efficientnet-lite2.pth") != nil,
        "the encoders' weights come with Scripts/bootstrap"), .timeLimit(.minutes(20)))
struct TrainedShardTests {
    /// A shop with photos whose model is trained, and then 300 listings more: two lots.
    private struct Market {
        let shop: Shop
        var here: [String] { ["--workspace", shop.workspace, "--quiet", "--json"] }

        init() throws {
            shop = try Shop(listingsEach: 8)
            try #require(try shop.imported("--quiet").status == 0)
            let trained = try Program.run(
                ["train", "listings", "--epochs", "1", "--batch", "8", "--reader", "all-minilm-l6-v2"] + here)
            try #require(trained.status == 0, "\(trained.errors)")
            var random = Seeded(state: 11)
            let kinds = ["oak table", "red lamp", "steel kettle", "old violin", "garden chair"]
            let rows = (0..<300).map { number in
                let kind = kinds[Int(random.next() % 5)]
                return "more-\(1_000 + number),\(kind) \(random.next() % 100_000),Garden,£\(number).00"
            }
            let table = shop.folder.appendingPathComponent("more.csv")
            try Data((["id,title,category,price"] + rows).joined(separator: "\n").utf8).write(to: table)
            let imported = try Program.run(["import", "--listings", table.path] + here)
            try #require(imported.status == 0, "\(imported.errors)")
        }

        func embed(_ name: String, _ shard: String) -> [String] {
            ["embed", "--into", shop.folder.appendingPathComponent(name).path, "--shard", shard] + here
        }

        /// The names of the segments, which are their hashes.
        func segments(_ name: String) -> [String] {
            let folder = shop.folder.appendingPathComponent(name + "/vectors")
            let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
            return files.filter { $0.hasSuffix(".jsonl") }.sorted()
        }

        func mark(_ name: String, lot: Int) -> URL {
            shop.folder.appendingPathComponent("\(name)/vectors/00000\(lot)/begun.json")
        }

        func load(_ name: String, _ more: String...) throws -> Program.Run {
            let folder = shop.folder.appendingPathComponent(name).path
            return try Program.run(["engine", "load", "--embedded", folder] + here + more)
        }

        /// The hash of what an index was made of, and how many listings that is.
        func content(_ loaded: Program.Run) throws -> (hash: String?, listings: Int?) {
            try #require(loaded.status == 0, "\(loaded.errors)")
            let taken = try #require(try loaded.json()["embedded"] as? [String: Any])
            return (taken["content_hash"] as? String, taken["listings"] as? Int)
        }
    }

    @Test func fourProgramsEmbedWhatOneDoes() throws {
        let market = try Market()
        defer { market.shop.remove() }
        try #require(try Program.run(market.embed("alone", "0/1")).status == 0)
        #expect(market.segments("alone").count == 2)

        // One is killed in the middle of its lot, and started again.
        let killed = try Program.start(market.embed("four", "0/4"))
        let mark = market.mark("four", lot: 0)
        while killed.process.isRunning, !FileManager.default.fileExists(atPath: mark.path) { usleep(500) }
        kill(killed.process.processIdentifier, SIGKILL)
        killed.process.waitUntilExit()
        #expect(try killed.finished().status != 0)
        #expect(FileManager.default.fileExists(atPath: mark.path))
        let four = try (0..<4).map { try Program.start(market.embed("four", "\($0)/4")) }
        for one in four { one.process.waitUntilExit() }
        let runs = try four.map { try $0.finished() }
        #expect(runs.map(\.status) == [0, 0, 0, 0], "\(runs.map(\.errors))")
        #expect(market.segments("four") == market.segments("alone"))
        let (alone, together) = (
            try market.content(market.load("alone")), try market.content(market.load("four"))
        )
        #expect(alone.listings == 324 && together.listings == 324)
        #expect(alone.hash == together.hash && alone.hash?.count == 64)
        try poisoned(market)
    }

    /// A record that workers died of is told and named, and the load wants to be told that it may do without.
    private func poisoned(_ market: Market) throws {
        let mark = market.mark("poisoned", lot: 1)
        try FileManager.default.createDirectory(
            at: mark.deletingLastPathComponent(), withIntermediateDirectories: true)
        // As the last of those leaves it that were killed while they embedded it alone.
        try Data(#"{"deaths":2,"key":"more-1280"}"#.utf8).write(to: mark)
        let first = try Program.run(market.embed("poisoned", "0/4"))
        let second = try Program.run(market.embed("poisoned", "1/4"))
        #expect(first.status == 0 && second.status == 0, "\(first.errors) \(second.errors)")
        let refused = try [first, second].map { run in
            try (run.json()["refused"] as? [[String: Any]] ?? []).compactMap { $0["key"] as? String }
        }
        #expect(refused == [[], ["more-1280"]])
        let told = market.shop.folder.appendingPathComponent("poisoned/refused-embed-1-of-4.jsonl")
        #expect(try String(contentsOf: told, encoding: .utf8).contains("more-1280"))
        let strict = try Program.run(market.embed("poisoned", "1/4") + ["--strict"])
        #expect(strict.status == 3, "\(strict.errors)")
        let incomplete = try market.load("poisoned")
        #expect(incomplete.status == 1 && incomplete.errors.contains("more-1280"), "\(incomplete.errors)")
        #expect(try market.content(market.load("poisoned", "--without-refused")).listings == 323)
    }
}
