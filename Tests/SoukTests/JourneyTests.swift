import Foundation
import Testing

/// From a table to a classified photo with the real program; each step needs those before it.
@Suite(.serialized) struct JourneyTests {
    @Test func fromATableToAClassifiedPhoto() throws {
        let shop = try Shop()
        defer { shop.remove() }
        try importTwice(shop)
        try inspect(shop)
        try train(shop)
        try evaluate(shop)
        try evaluateElsewhere(shop)
        try features(shop)
        try classify(shop)
        try report(shop)
    }

    private func importTwice(_ shop: Shop) throws {
        let first = try shop.imported("--json", "--strict")
        #expect(first.status == 3, "\(first.errors)")
        #expect(first.errors.contains("rejected"))
        let again = try shop.imported("--json")
        #expect(again.status == 0, "\(again.errors)")
        let counts = try #require(try again.json()["listings"] as? [String: Any])
        #expect(counts["new"] as? Int == 0 && counts["updated"] as? Int == 0)
        let photos = try #require(try again.json()["photos"] as? [String: Any])
        #expect(photos["cleaned"] as? Int == 0)
        #expect(FileManager.default.fileExists(atPath: shop.workspace + "/reports/import.html"))
    }

    private func inspect(_ shop: Shop) throws {
        let json = try Program.run("inspect", "--json", "--workspace", shop.workspace).json()
        #expect(json["listings"] as? Int == 42)
        #expect(json["photos"] as? Int == 84)
        #expect(json["rejected_listings"] as? Int == 1)
        #expect(json["rejected_photos"] as? Int == 1)
        #expect(json["categories"] as? [String: Int] == ["Garden": 14, "Kitchen": 14, "Music": 14])
        #expect(try Program.run("inspect", "--workspace", shop.workspace).output.contains("Kitchen"))
        let split = try Program.run("inspect", "--split", "--json", "--workspace", shop.workspace)
        #expect(split.status == 0, "\(split.errors)")
        let audits = try #require(try split.json()["split_audits"] as? [String: [String: Any]])
        #expect(audits["listing"]?["crossing_listings"] as? Int == 0)
    }

    private func train(_ shop: Shop) throws {
        let run = try Program.run(
            "train", "photos", "cnn", "--epochs", "8", "--batch", "8", "--json", "--quiet", "--workspace",
            shop.workspace)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.isEmpty)
        let sheet = try run.json()
        #expect(sheet["architecture"] as? String == "cnn")
        let folder = try #require(sheet["path"] as? String)
        for name in [
            "config.json", "metrics.jsonl", "model.json", "best.safetensors", "last.safetensors", "loss.svg",
            "accuracy.png",
        ] {
            #expect(FileManager.default.fileExists(atPath: "\(folder)/\(name)"), "\(name)")
        }
        let again = try Program.run(
            "train", "photos", "cnn", "--if-missing", "--json", "--workspace", shop.workspace)
        #expect(try again.json()["version"] as? Int == 1)
        let list = try Program.run("models", "list", "--workspace", shop.workspace)
        #expect(list.output.contains("cnn/1"))
    }

    private func evaluate(_ shop: Shop) throws {
        let run = try Program.run("evaluate", "cnn", "--json", "--workspace", shop.workspace)
        #expect(run.status == 0, "\(run.errors)")
        let json = try run.json()
        for key in ["accuracy", "log_loss", "macro_f1", "calibration_error"] {
            #expect(json[key] is Double, "\(key)")
        }
        let listings = try #require(json["listings"] as? [String: Any])
        let (photos, groups) = try (#require(json["count"] as? Int), #require(listings["count"] as? Int))
        #expect(photos == 2 * groups && groups >= 3)
        #expect(try #require(json["accuracy"] as? Double) > 0.6, "better than chance on plain colours")
        let page = try #require(json["report"] as? String)
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("<!DOCTYPE html>"))

        // What training noted about validation is what evaluation finds there.
        let validation = try Program.run(
            "evaluate", "cnn/1", "--part", "validation", "--json", "--workspace", shop.workspace
        ).json()
        let sheet = try Program.run("models", "show", "cnn", "--json", "--workspace", shop.workspace).json()
        #expect(validation["log_loss"] as? Double == sheet["validation_loss"] as? Double)
        #expect(validation["accuracy"] as? Double == sheet["validation_accuracy"] as? Double)
    }

    private func evaluateElsewhere(_ shop: Shop) throws {
        let run = try Program.run(
            "evaluate", "cnn", "--on", shop.workspace, "--json", "--workspace", shop.workspace)
        #expect(try run.json()["count"] as? Int == 84)
        let both = try Program.run(
            "evaluate", "cnn", "--on", shop.workspace, "--part", "test", "--workspace", shop.workspace)
        #expect(both.status == 2)
    }

    private func features(_ shop: Shop) throws {
        let folder = shop.workspace + "/vectors"
        let json = try Program.run(
            "features", "cnn", "--output", folder, "--json", "--workspace", shop.workspace
        ).json()
        #expect(json["count"] as? Int == 84 && json["width"] as? Int == 128)
        let table = try String(contentsOfFile: folder + "/photos.csv", encoding: .utf8)
        #expect(table.split(separator: "\n").count == 85)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/features.npy")).count > 84 * 128 * 4)
    }

    private func classify(_ shop: Shop) throws {
        let (good, bad) = (shop.photo("garden-1-0"), shop.photo("broken"))
        let run = try Program.run("classify", good, bad, "--json", "--workspace", shop.workspace)
        #expect(run.status == 0, "\(run.errors)")
        let answers = try run.jsonLines()
        let keys: Set = ["photo", "category", "probability", "alternatives", "is_sure", "error"]
        #expect(answers.map { Set($0.keys) } == [keys, keys])
        #expect(answers.map { $0["photo"] as? String } == [good, bad])
        #expect(answers[0]["error"] is NSNull && answers[1]["category"] is NSNull)
        let alternatives = try #require(answers[0]["alternatives"] as? [[String: Any]])
        let probabilities = try (alternatives + [answers[0]]).map {
            try #require($0["probability"] as? Double)
        }
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-5)

        let bytes = try Data(contentsOf: URL(fileURLWithPath: good))
        let piped = try Program.run(["classify", "-", "--json", "--workspace", shop.workspace], input: bytes)
        #expect(try piped.jsonLines()[0]["category"] as? String == answers[0]["category"] as? String)
        let list = try Program.run(
            ["classify", "-", "--json", "--workspace", shop.workspace], input: Data("\(good)\n\(good)\n".utf8)
        )
        #expect(try list.jsonLines().count == 2)
        let all = try Program.run("classify", shop.photos, "--strict", "--workspace", shop.workspace)
        #expect(all.status == 3)
        #expect(all.output.split(separator: "\n").count == 85)
        #expect(try Program.run("classify", bad, "--workspace", shop.workspace).status == 1)
    }

    private func report(_ shop: Shop) throws {
        let json = try Program.run("report", "--json", "--workspace", shop.workspace).json()
        let page = try String(contentsOfFile: try #require(json["report"] as? String), encoding: .utf8)
        #expect(page.contains("../models/cnn/1/report.html") && page.contains("import.html"))
    }
}
