import Foundation
import Testing

/// What goes wrong is said on standard error, with what to do next and the right exit code.
@Suite struct ErrorTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var arguments: [String]
        var status: Int32
        var message: String

        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(arguments: [
        Case(arguments: ["fly"], status: 2, message: "fly"),
        Case(arguments: ["train", "photos", "resnet34"], status: 2, message: "efficientnet-lite2"),
        Case(
            arguments: ["train", "photos", "cnn", "--frozen"], status: 2, message: "no pretrained backbone"),
        Case(arguments: ["train", "photos", "cnn", "--epochs", "0"], status: 2, message: "--epochs"),
        Case(
            arguments: ["train", "photos", "cnn", "--resume", "--seed", "1"], status: 2, message: "--resume"),
        Case(arguments: ["train", "photos", "cnn", "--name", "../x"], status: 2, message: "--name"),
        Case(arguments: ["train", "cnn"], status: 2, message: "cnn"),
        Case(arguments: ["train", "listings", "--experts", "0"], status: 2, message: "--experts"),
        Case(arguments: ["train", "ranking"], status: 1, message: "souk import"),
        Case(
            arguments: ["train", "ranking", "--train-fraction", "1"], status: 2, message: "--train-fraction"),
        Case(arguments: ["evaluate", "search", "--encoder", "x"], status: 2, message: "--judgements"),
        Case(arguments: ["classify"], status: 2, message: "photos"),
        Case(arguments: ["import"], status: 2, message: "--listings"),
        Case(arguments: ["inspect"], status: 1, message: "souk import"),
        Case(arguments: ["train", "photos", "cnn"], status: 1, message: "souk import"),
        Case(arguments: ["inspect", "--workspace", "/dev/null"], status: 2, message: "is a file"),
        Case(arguments: ["import", "--listings", "nowhere.csv"], status: 1, message: "nowhere.csv"),
        Case(
            arguments: ["import", "--listings", "a.csv", "--encoding", "klingon"], status: 2,
            message: "Windows-1250"),
        Case(arguments: ["import", "--clicks", "a.csv", "--dry-run"], status: 2, message: "--listings"),
        Case(arguments: ["models", "fetch", "cnn"], status: 2, message: "nothing to fetch"),
    ])
    func wrongUsageAndMissingThings(_ wrong: Case) throws {
        let run = try Program.run(wrong.arguments)
        #expect(run.status == wrong.status)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("souk: "))
        #expect(run.errors.contains(wrong.message), "\(run.errors)")
    }

    @Test func errorsAreJSONWhenAsked() throws {
        let run = try Program.run("inspect", "--json")
        let object = try JSONSerialization.jsonObject(with: Data(run.errors.utf8)) as? [String: Any]
        #expect(object?["exit_code"] as? Int == 1)
        #expect((object?["error"] as? String)?.contains("not found") == true)
        #expect(run.output.isEmpty)
    }

    @Test func modelsAndPhotosThatAreNotThere() throws {
        let shop = try Shop(listingsEach: 4)
        defer { shop.remove() }
        #expect(try shop.imported("--quiet").status == 0)
        let space = ["--workspace", shop.workspace]
        let table: [([String], Int32, String)] = [
            (["evaluate", "cnn"], 1, "souk train photos cnn"),
            (["classify", shop.photo("garden-0-0")], 1, "souk train photos cnn"),
            (["train", "photos", "cnn", "--resume"], 1, "no unfinished run"),
            (["train", "photos", "resnet50"], 1, "souk models fetch resnet50"),
            (["models", "fetch", "resnet50", "--from", shop.listings], 1, "expected SHA-256 0676ba61"),
            (["models", "fetch", "resnet50", "--from", "nowhere.pth"], 1, "nowhere.pth"),
            (["models", "fetch", "efficientnet-lite0"], 2, "Scripts/bootstrap"),
        ]
        for (arguments, status, message) in table {
            let run = try Program.run(arguments + space)
            #expect(run.status == status, "\(arguments)")
            #expect(run.errors.contains(message), "\(run.errors)")
        }
        #expect(try Program.run(["models"] + space).output.contains("no models yet"))
    }

    @Test func aReaderThatHasSeenEnoughIsNoFailure() throws {
        let process = Process()
        let program = try Program.executable()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "set -o pipefail; \"$0\" train --help | true", program.path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
