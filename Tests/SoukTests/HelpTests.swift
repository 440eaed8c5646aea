import Foundation
import Testing

/// The help of each subcommand, as committed in `Fixtures/Help`: a change of the command line shows there.
@Suite struct HelpTests {
    @Test(arguments: [
        "", "sample", "import", "export", "inspect", "check", "listings", "listings show", "listings edit",
        "listings withdraw", "listings restore", "listings delete", "train", "train photos", "train listings",
        "train ranking",
        "evaluate", "evaluate classifier", "evaluate search",
        "features", "classify", "embed", "index", "index build", "index list", "index rollback", "search",
        "similar",
        "recommend", "models",
        "models list",
        "models show", "models compare", "models promote", "models rollback", "models fetch", "report",
        "judge", "judge run", "judge import", "judge list", "judge remove",
        "serve", "engine", "engine check", "engine init", "engine load", "engine verify", "engine drop",
        "backup", "restore",
    ])
    func helpIsAsCommitted(_ command: String) throws {
        let run = try Program.run(command.split(separator: " ").map(String.init) + ["--help"])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let name = command.isEmpty ? "souk" : command.replacingOccurrences(of: " ", with: "-")
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/Help/\(name).txt")
        if ProcessInfo.processInfo.environment["SOUK_RECORD_SNAPSHOTS"] == "1" {
            try Data(run.output.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == run.output)
    }
}
