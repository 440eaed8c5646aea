import Foundation
import Testing

/// Search, similar items, recommendations and the index's generations with the real program, on the sample
/// marketplace; by words alone, so that no weights are needed.
@Suite(.serialized) struct SearchJourneyTests {
    private final class Market {
        let folder: URL
        var workspace: String { folder.appendingPathComponent("workspace").path }
        private var space: [String] { ["--workspace", workspace, "--quiet"] }

        init(listings: Int = 400) throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "souk-market-\(UUID().uuidString)")
            let sample = folder.appendingPathComponent("sample").path
            let made = try Program.run(
                "sample", sample, "--listings", "\(listings)", "--seed", "3", "--without-photos", "--quiet")
            try #require(made.status == 0, "\(made.errors)")
            try #require(run("import", "--listings", sample + "/Products.csv").status == 0)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func run(_ arguments: String...) throws -> Program.Run { try Program.run(arguments + space) }

        func json(_ arguments: String...) throws -> [String: Any] {
            let run = try Program.run(arguments + ["--json"] + space)
            try #require(run.status == 0, "\(arguments): \(run.errors)")
            return try run.json()
        }
    }

    @Test func fromAnIndexToAnswers() throws {
        let market = try Market()
        try beforeTheIndex(market)
        try index(market)
        try answers(market)
        try filters(market)
        try breakdown(market)
        try pages(market)
        try badInput(market)
        try similarAndRecommended(market)
        try generations(market)
        try evaluate(market)
    }

    private func beforeTheIndex(_ market: Market) throws {
        for command in [["search", "sofa"], ["similar", "1"], ["recommend", "ana"]] {
            let run = try Program.run(command + ["--workspace", market.workspace])
            #expect(run.status == 1 && run.errors.contains("souk index"), "\(command): \(run.errors)")
        }
        #expect(try market.run("index", "list").output.contains("no index yet"))
    }

    private func index(_ market: Market) throws {
        let built = try market.json("index")
        let inspected = try market.json("inspect")
        let usable =
            (inspected["listings"] as? Int ?? 0) - (inspected["rejected_listings"] as? Int ?? 0)
        #expect(built["model"] as? String == "none")
        #expect(built["listings"] as? Int ?? 0 > 300)
        #expect([usable, inspected["listings"] as? Int].contains(built["listings"] as? Int))
    }

    private func answers(_ market: Market) throws {
        let answer = try market.json("search", "guitar", "--limit", "5")
        let results = try Self.results(answer)
        #expect(!results.isEmpty && results.count <= 5)
        #expect(results.map { $0["rank"] as? Int } == Array(1...results.count))
        for result in results {
            let listing = try #require(result["listing"] as? [String: Any])
            let text =
                "\(listing["title"] ?? "") \(listing["description"] ?? "") \(listing["categoryPath"] ?? "")"
            #expect(text.lowercased().contains("guitar"))
            #expect(listing["id"] is String && result["score"] is Double)
        }
        let timings = try #require(answer["timings"] as? [String: Any])
        #expect(
            Set(timings.keys) == [
                "understanding", "encoding", "filter", "words", "vectors", "fusion", "facets", "total",
            ])
        #expect(answer["generation"] is String && answer["matching"] is Int)
        let typo = try Self.results(market.json("search", "gitar", "--limit", "3"))
        #expect(!typo.isEmpty, "a slip of the fingers still finds something")
        let table = try market.run("search", "guitar", "--limit", "3")
        #expect(table.status == 0 && table.output.contains("listings found"))
        let nothing = try market.json("search", "xyzzyqwertz")
        #expect(try Self.results(nothing).isEmpty && nothing["verdict"] as? String == "nothingRelevant")
        for odd in ["", "🛋🛋🛋", "the of and", String(repeating: "sofa ", count: 2_000)] {
            let run = try market.run("search", odd, "--json")
            #expect(run.status == 0, "\(odd.prefix(20)): \(run.errors)")
        }
    }

    private func filters(_ market: Market) throws {
        let category = try Self.topCategory(market)
        let cheap = try Self.listings(
            market.json("search", "--category", category, "--price", "5..60", "--limit", "50"))
        #expect(!cheap.isEmpty)
        for listing in cheap {
            #expect((500...6_000).contains(listing["price"] as? Int ?? 0))
            #expect((listing["categoryPath"] as? [String])?.first == category)
        }
        let typed = try market.json("search", "guitar under £80")
        #expect(try Self.listings(typed).allSatisfy { ($0["price"] as? Int ?? .max) <= 8_000 })
        let phrases = (typed["query"] as? [String: Any])?["phrases"] as? [[String: Any]]
        #expect(phrases?.first?["text"] as? String == "under £80")
        let all = try Self.listings(market.json("search", "guitar", "--limit", "100"))
        let first = try #require(all.first)
        let words = "\(first["title"] ?? "")".split(separator: " ").map { $0.filter(\.isLetter).lowercased() }
        let unwanted = try #require(words.first { $0.count > 3 && !$0.hasPrefix("guitar") })
        let without = try Self.listings(
            market.json("search", "guitar", "--without", unwanted, "--limit", "100"))
        #expect(!without.contains { $0["id"] as? String == first["id"] as? String })
        let dashed = try Self.ids(market.json("search", "guitar -\(unwanted)", "--limit", "100"))
        #expect(Set(dashed) == Set(without.compactMap { $0["id"] as? String }))
    }

    /// The parts of every score add up to it.
    private func breakdown(_ market: Market) throws {
        let results = try Self.results(market.json("search", "oak table", "--limit", "20"))
        #expect(!results.isEmpty)
        for result in results {
            let parts = try #require((result["breakdown"] as? [String: Any])?["parts"] as? [[String: Any]])
            let sum = parts.reduce(0.0) { $0 + ($1["contribution"] as? Double ?? .nan) }
            #expect(abs(sum - (result["score"] as? Double ?? .nan)) < 1e-9)
        }
        let explained = try market.run("search", "oak table", "--explain", "--limit", "2").output
        #expect(explained.contains("█") && explained.contains("coverage") && explained.contains("matched:"))
    }

    private func pages(_ market: Market) throws {
        let first = try market.json("search", "chair", "--limit", "2")
        let cursor = try #require(first["cursor"] as? String)
        let second = try market.json("search", "--page", cursor, "--limit", "2")
        #expect(Set(try Self.ids(first)).isDisjoint(with: try Self.ids(second)))
        #expect(try Self.results(second).first?["rank"] as? Int == 3)
        let forged = try market.run("search", "--page", "abc.def")
        #expect(forged.status == 1 && !forged.errors.isEmpty)
    }

    private func badInput(_ market: Market) throws {
        let photo = market.folder.appendingPathComponent("no.jpg")
        try Data("this is no photo".utf8).write(to: photo)
        let table: [(arguments: [String], status: Int32, message: String)] = [
            (["search", "sofa", "--price", "50..10"], 2, "swap"),
            (["search", "sofa", "--price", "cheap"], 2, "10..50"),
            (["search", "sofa", "--within", "30km"], 2, "--near"),
            (["search", "sofa", "--near", "Leeds", "--within", "far"], 2, "30km"),
            (["search", "sofa", "--limit", "0"], 1, "1 to 200"),
            (["search", "sofa", "--limit", "many"], 2, "--limit"),
            (["search", "sofa", "--category", "Home and Gardn"], 1, "Home & Garden"),
            (["search", "--photo", photo.path], 1, "no.jpg"),
            (["search", "--photo", "/nowhere.jpg"], 1, "nowhere.jpg"),
            (["similar", "there-is-none"], 1, "there-is-none"),
            (["similar"], 2, "<id>"),
            (["recommend"], 2, "<buyer>"),
            (["index", "build", "extra"], 2, "extra"),
        ]
        for (arguments, status, message) in table {
            let run = try Program.run(arguments + ["--workspace", market.workspace])
            #expect(run.status == status, "\(arguments): \(run.errors)")
            #expect(run.errors.contains(message), "\(arguments): \(run.errors)")
            #expect(run.output.isEmpty, "\(arguments)")
            let asJSON = try Program.run(arguments + ["--json", "--workspace", market.workspace])
            let object = try JSONSerialization.jsonObject(with: Data(asJSON.errors.utf8)) as? [String: Any]
            #expect(object?["exit_code"] as? Int == Int(status), "\(arguments): \(asJSON.errors)")
        }
    }

    private func similarAndRecommended(_ market: Market) throws {
        let id = try #require(try Self.ids(market.json("search", "guitar", "--limit", "1")).first)
        let similar = try market.json("similar", id, "--limit", "5")
        #expect((similar["listing"] as? [String: Any])?["id"] as? String == id)
        #expect(try !Self.ids(similar).contains(id) && Self.ids(similar).count <= 5)
        #expect(try market.run("similar", id, "--explain").output.contains("like "))

        let unknown = try market.json("recommend", "nobody-yet", "--limit", "4")
        #expect(unknown["interests"] as? Int == 0)
        #expect((unknown["results"] as? [[String: Any]])?.count == 4)
        let export = try market.run("recommend", "nobody-yet", "--export")
        #expect(export.output.filter { !$0.isWhitespace } == "[]")
        #expect(try market.run("recommend", "nobody-yet", "--forget").output.contains("0 events"))
    }

    private func generations(_ market: Market) throws {
        let first = try #require(try market.json("search", "guitar")["generation"] as? String)
        let second = try #require(try market.json("index")["generation"] as? String)
        #expect(first != second)
        #expect(try market.json("search", "guitar")["generation"] as? String == second)
        let listed = try market.run("index", "list", "--json").output
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(listed.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["generation"] as? String } == [first, second])
        #expect(rows.map { $0["serves"] as? Bool } == [false, true])
        #expect(try market.json("index", "rollback")["serves"] as? String == first)
        #expect(try market.json("search", "guitar")["generation"] as? String == first)
        let nothingBefore = try market.run("index", "rollback")
        #expect(nothingBefore.status == 1 && !nothingBefore.errors.isEmpty)
    }

    private func evaluate(_ market: Market) throws {
        let page = market.folder.appendingPathComponent("search.html").path
        let report = try market.json("evaluate", "search", "--report", page)
        let trials = try #require(report["trials"] as? [[String: Any]])
        #expect(trials.map { $0["name"] as? String } == ["title_to_listing"])
        #expect(trials.first?["haystack"] as? Int ?? 0 > 300)
        let systems = try #require(trials.first?["systems"] as? [[String: Any]])
        #expect(systems.map { $0["name"] as? String }.contains("bm25"))
        let figures = try #require(systems.first?["figures"] as? [[String: Any]])
        #expect(
            figures.map { $0["name"] as? String } == [
                "recall@1", "recall@10", "recall@100", "mrr", "ndcg@10",
            ])
        #expect(figures.allSatisfy { $0["estimate"] is [String: Any] && $0["ceiling"] is Double })
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("<!DOCTYPE html>"))
        let other = try market.json("evaluate", "search", "--on", market.workspace, "--queries", "20")
        #expect((other["trials"] as? [[String: Any]])?.first?["queries"] as? Int == 20)
        let wrong = [
            ["--part", "test", "--on", market.workspace], ["--judgements", "a.csv", "--part", "test"],
            ["--encoder", "e"], ["--queries", "-1"], ["--minimum-titles", "0"],
        ]
        for arguments in wrong {
            let run = try Program.run(["evaluate", "search", "--workspace", market.workspace] + arguments)
            #expect(run.status == 2, "\(arguments): \(run.errors)")
        }
        let missing = try market.run("evaluate", "search", "--judgements", "/nowhere.csv")
        #expect(missing.status == 1 && missing.errors.contains("nowhere.csv"))
    }

    // MARK: Answers

    private static func results(_ answer: [String: Any]) throws -> [[String: Any]] {
        try #require(answer["results"] as? [[String: Any]])
    }

    private static func listings(_ answer: [String: Any]) throws -> [[String: Any]] {
        try results(answer).map { try #require($0["listing"] as? [String: Any]) }
    }

    private static func ids(_ answer: [String: Any]) throws -> [String] {
        try listings(answer).map { try #require($0["id"] as? String) }
    }

    private static func topCategory(_ market: Market) throws -> String {
        let categories = try #require(market.json("inspect")["categories"] as? [String: Int])
        return try #require(categories.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key)
    }
}
