import Foundation
import SoukCatalog
import Testing

/// An import and an index that four programs share: equal to those of one, whatever is killed on the way.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct SharedWorkTests {
    private static let shop = Result { try Shop() }

    private let shop: Shop
    private let segments: URL

    init() throws {
        shop = try Self.shop.get()
        segments = shop.folder.appendingPathComponent("segments-\(UUID().uuidString)")
    }

    private var tables: [String] {
        ["import", "--listings", shop.listings, "--images", shop.images, "--photos", shop.photos, "--quiet"]
    }

    private func cleaning(_ shard: String) -> [String] {
        tables + ["--clean-into", segments.path, "--shard", shard, "--json"]
    }

    private func imported(_ name: String, _ more: String...) throws -> (
        run: Program.Run, workspace: Workspace
    ) {
        let folder = shop.folder.appendingPathComponent(name)
        let run = try Program.run(tables + more + ["--workspace", folder.path, "--json"])
        try #require(run.status == 0, "\(run.errors)")
        return (run, try Workspace(at: folder, create: false))
    }

    @Test func fourProgramsImportWhatOneDoes() throws {
        // One that is killed in the middle, and whose work the four go on with.
        let killed = try Program.start(cleaning("0/1"))
        let first = segments.appendingPathComponent("photos/000001")
        while killed.process.isRunning, !FileManager.default.fileExists(atPath: first.path) { usleep(1000) }
        kill(killed.process.processIdentifier, SIGKILL)
        killed.process.waitUntilExit()
        _ = try killed.finished()

        let four = try (0..<4).map { try Program.start(cleaning("\($0)/4")) }
        for one in four { one.process.waitUntilExit() }
        let runs = try four.map { try $0.finished() }
        #expect(runs.map(\.status) == [0, 0, 0, 0], "\(runs.map(\.errors))")
        let refused = try runs.flatMap { try $0.json()["refused"] as? [[String: Any]] ?? [] }
        #expect(Set(refused.compactMap { $0["key"] as? String }) == ["broken.png", "line 44"], "\(refused)")
        let told = try (0..<4).map {
            try String(
                contentsOf: segments.appendingPathComponent("refused-import-\($0)-of-4.jsonl"),
                encoding: .utf8)
        }
        #expect(told.joined().contains("broken.png"))

        // A second time there is nothing to do.
        let again = try Program.run(cleaning("0/4")).json()
        #expect(again["finished"] as? Int == 0 && again["known"] as? Int ?? 0 > 0, "\(again)")

        let (alone, one) = try imported("alone")
        let (together, shared) = try imported("shared", "--cleaned", segments.path)
        #expect(try one.contentHash() == shared.contentHash())
        #expect(try photos("alone") == photos("shared"))
        func ahead(_ run: Program.Run) throws -> [String: Int]? { try run.json()["ahead"] as? [String: Int] }
        #expect(try ahead(alone) == ["rows": 0, "photos": 0])
        #expect(try ahead(together) == ["rows": 43, "photos": 85])
    }

    /// The bytes of a workspace's photos by their paths.
    private func photos(_ name: String) throws -> [String: String] {
        let folder = shop.folder.appendingPathComponent(name).appendingPathComponent("photos")
        var hashes: [String: String] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init()
        where path.hasSuffix("g") {
            hashes[path] = try Checksum.sha256(of: folder.appendingPathComponent(path))
        }
        return hashes
    }

    /// What another table or a changed file left is not taken up.
    @Test func onlyWhatIsOfTheseBytesIsTakenUp() throws {
        #expect(try Program.run(cleaning("0/1")).status == 0)
        let photo = shop.photo("music-1-1")
        let before = try Data(contentsOf: URL(fileURLWithPath: photo))
        defer { try? before.write(to: URL(fileURLWithPath: photo)) }
        try Data(contentsOf: URL(fileURLWithPath: shop.photo("music-2-1"))).write(
            to: URL(fileURLWithPath: photo))
        let (run, _) = try imported("changed", "--cleaned", segments.path, "--keep-contacts")
        #expect(try run.json()["ahead"] as? [String: Int] == ["rows": 0, "photos": 84])
    }

    /// The table by standard input: each worker reads it, and the import knows it again.
    @Test func aTableByStandardInputIsTheSame() throws {
        let table = try Data(contentsOf: URL(fileURLWithPath: shop.listings))
        func piped(_ arguments: [String]) throws -> Program.Run {
            var arguments = arguments
            if let place = arguments.firstIndex(of: shop.listings) { arguments[place] = "-" }
            return try Program.run(arguments, input: table)
        }
        for shard in 0..<2 { #expect(try Program.run(cleaning("\(shard)/4")).status == 0) }
        for shard in 2..<4 {
            let run = try piped(cleaning("\(shard)/4"))
            #expect(run.status == 0, "\(run.errors)")
        }
        let folder = shop.folder.appendingPathComponent("piped")
        let importing = tables + ["--workspace", folder.path, "--json"]
        let first = try piped(importing + ["--cleaned", segments.path])
        try #require(first.status == 0, "\(first.errors)")
        #expect(try first.json()["ahead"] as? [String: Int] == ["rows": 43, "photos": 85])
        let again = try piped(importing).json()
        #expect((again["listings"] as? [String: Any])?["unchanged"] as? Int == 43, "\(again)")
        let named = try Program.run(importing).json()
        #expect((named["listings"] as? [String: Any])?["unchanged"] as? Int == 43, "\(named)")
        let nothing = try Program.run(
            ["import", "--listings", "-", "--workspace", folder.path], input: Data())
        #expect(nothing.status == 1 && nothing.errors.contains("standard input"), "\(nothing.errors)")
    }

    @Test func shardsComeFromTheSchedulersVariables() throws {
        func shard(_ variables: String) throws -> String? {
            let run = try Program.start(
                tables + ["--clean-into", segments.path, "--json"], after: "export \(variables)")
            run.process.waitUntilExit()
            let finished = try run.finished()
            return finished.status == 0 ? try finished.json()["shard"] as? String : nil
        }
        #expect(try shard("JOB_COMPLETION_INDEX=2 SOUK_SHARDS=4") == "2/4")
        #expect(try shard("SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_COUNT=4") == "2/4")
        #expect(try shard("JOB_COMPLETION_INDEX=2") == nil)
    }

    @Test func exitCodesTellRetryFromFatal() throws {
        let blocked = shop.folder.appendingPathComponent("blocked")
        try Data().write(to: blocked)
        let retry = try Program.run(tables + ["--clean-into", blocked.path, "--shard", "0/4"])
        #expect(retry.status == 75, "\(retry.errors)")
        let usage = try Program.run(tables + ["--clean-into", segments.path, "--shard", "4/4"])
        #expect(usage.status == 2 && usage.errors.contains("--shard"), "\(usage.errors)")
        let strict = try Program.run(cleaning("0/1") + ["--strict"])
        #expect(strict.status == 3, "\(strict.errors)")
        let none = try Program.run(
            "embed", "--into", segments.path, "--workspace", shop.folder.path + "/none")
        #expect(none.status == 1, "\(none.errors)")
    }

    /// Embedding and loading, by words alone, into the folder's own engine.
    @Test func fourProgramsMakeTheIndexOfOne() throws {
        let (_, workspace) = try imported("indexed")
        let here = ["--workspace", workspace.root.path, "--quiet", "--json"]
        let four = try (0..<4).map {
            try Program.start(["embed", "--into", segments.path, "--shard", "\($0)/4"] + here)
        }
        for one in four { one.process.waitUntilExit() }
        let runs = try four.map { try $0.finished() }
        #expect(runs.map(\.status) == [0, 0, 0, 0], "\(runs.map(\.errors))")
        let loaded = try Program.run(["engine", "load", "--embedded", segments.path] + here)
        #expect(loaded.status == 0, "\(loaded.errors)")
        let content = try #require(try loaded.json()["embedded"] as? [String: Any])
        #expect(content["listings"] as? Int == 42)
        let damaged = segments.appendingPathComponent("vectors")
        try FileManager.default.removeItem(at: damaged)
        let missing = try Program.run(["engine", "load", "--embedded", segments.path] + here)
        #expect(missing.status == 1 && missing.errors.contains("lots"), "\(missing.errors)")
    }
}
