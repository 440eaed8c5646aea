import Foundation
import Testing

/// Each pair of commands of `docs/together.md` at once on one workspace, beside two services: what either has done is
/// there afterwards, and nothing is damaged.
@Suite(.timeLimit(.minutes(30))) struct TogetherTests {
    private static let commands = [
        "import", "index", "train", "features", "promote", "rollback", "judge", "evaluate", "backup",
    ]
    private static let pairs = commands.indices.flatMap { first in
        commands[first...].map { (commands[first], $0) }
    }

    private let shop: Shop
    private let folder: URL

    init() throws {
        shop = try Shop(listingsEach: 8)
        folder = shop.folder
    }

    private func arguments(_ command: String, _ number: Int) throws -> [String] {
        let rest = ["--workspace", shop.workspace, "--quiet"]
        switch command {
        case "import":
            let table = folder.appendingPathComponent("more-\(number).csv")
            try Data("id,title,price\nmore-\(number),Copper weathervane number\(number),£9\n".utf8)
                .write(to: table)
            return ["import", "--listings", table.path] + rest
        case "train":
            return ["train", "photos", "cnn", "--epochs", "1", "--batch", "8"] + rest
        case "features":
            return ["features", "cnn/1", "--output", features(number).path] + rest
        case "promote": return ["models", "promote", "cnn/1", "--force"] + rest
        case "rollback": return ["models", "rollback", "cnn"] + rest
        case "judge": return ["judge"] + rest
        case "evaluate": return ["evaluate", "cnn/1"] + rest
        case "backup":
            return ["backup", folder.appendingPathComponent("backup-\(number)").path] + rest
        default: return [command] + rest
        }
    }

    private func features(_ number: Int) -> URL { folder.appendingPathComponent("features-\(number)") }

    private func run(_ command: String, _ number: Int) throws {
        let run = try Program.run(arguments(command, number))
        try #require(run.status == 0, "\(command): \(run.errors)")
    }

    /// So that two rollbacks at once each find a version that was in use before.
    private func promoteTwoMore() throws {
        for version in [2, 1] {
            let run = try Program.run(
                "models", "promote", "cnn/\(version)", "--force", "--workspace", shop.workspace, "--quiet")
            try #require(run.status == 0, "\(run.errors)")
        }
    }

    /// Which version is in use, whatever was promoted and taken back at once.
    private func versionInUse() throws -> Int {
        let file = URL(fileURLWithPath: shop.workspace + "/models/cnn/current.json")
        let current = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
        return try #require((current as? [String: Any])?["version"] as? Int)
    }

    @Test func eachPairAtOnce() async throws {
        defer { shop.remove() }
        try #require(try shop.imported("--quiet").status == 0)
        for command in ["index", "train", "train"] { try run(command, 0) }
        let services = [try await Served(shop.workspace), try await Served(shop.workspace)]
        var imported: [Int] = []
        for (number, pair) in Self.pairs.enumerated() {
            let numbers = [2 * number + 1, 2 * number + 2]
            let commands = [pair.0, pair.1]
            if commands.contains("rollback") { try promoteTwoMore() }
            let started = try zip(commands, numbers).map { try Program.start(arguments($0, $1)) }
            // Sales go on meanwhile; the service waits for an import's transactions.
            let sold = try await services[number % 2].ask(
                "/v1/listings/sold-\(number)", "PUT", token: services[number % 2].token,
                json: #"{"title": "Brass sundial"}"#)
            #expect(sold.status == 201, "\(pair): \(sold.text)")
            for (place, one) in started.enumerated() {
                one.process.waitUntilExit()
                let run = try one.finished()
                // A second import is told of the first.
                let isRefused =
                    pair == ("import", "import") && run.status != 0
                    && run.errors.contains("another import is writing")
                #expect(run.status == 0 || isRefused, "\(commands[place]) in \(pair): \(run.errors)")
                if commands[place] == "import", run.status == 0 { imported.append(numbers[place]) }
                if commands[place] == "features" {
                    let vectors = features(numbers[place]).appendingPathComponent("features.npy")
                    #expect(FileManager.default.fileExists(atPath: vectors.path), "\(pair)")
                }
            }
            if commands.contains("rollback") { #expect([1, 2].contains(try versionInUse()), "\(pair)") }
        }
        #expect(!imported.isEmpty)
        try run("index", 0)
        let check = try Program.run("check", "--workspace", shop.workspace)
        #expect(check.status == 0, "\(check.output) \(check.errors)")
        for service in services {
            for number in imported {
                try await service.ask("/v1/listings/more-\(number)", until: "number\(number)")
            }
            for number in Self.pairs.indices {
                try await service.ask("/v1/listings/sold-\(number)", until: "Brass sundial")
            }
            #expect(try service.stop().status == 0)
        }
        try checkBackups()
    }

    /// Each is whole, whatever ran beside it.
    private func checkBackups() throws {
        for (number, pair) in Self.pairs.enumerated() {
            for (command, number) in [(pair.0, 2 * number + 1), (pair.1, 2 * number + 2)]
            where command == "backup" {
                let backup = folder.appendingPathComponent("backup-\(number)").path
                let restored = folder.appendingPathComponent("restored-\(number)").path
                let run = try Program.run("restore", backup, "--workspace", restored, "--quiet")
                #expect(run.status == 0, "\(pair): \(run.errors)")
                let check = try Program.run("check", "--workspace", restored)
                #expect(check.status == 0, "\(pair): \(check.output) \(check.errors)")
            }
        }
    }
}
