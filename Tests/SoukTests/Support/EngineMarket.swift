import Foundation
import PostgresTestSupport
import Testing

/// A marketplace of 300 fictional listings, and a namespace of a PostgreSQL server for its index.
struct EngineMarket {
    let folder: URL
    let engine: String

    var workspace: String { folder.appendingPathComponent("workspace").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-engine-\(UUID().uuidString)")
        engine = try #require(PostgresServer.shared).address()
        let sample = folder.appendingPathComponent("sample").path
        let made = try Program.run(
            "sample", sample, "--listings", "300", "--seed", "3", "--without-photos", "--quiet")
        try #require(made.status == 0, "\(made.errors)")
        try #require(run("import", "--listings", sample + "/Products.csv").status == 0)
    }

    func run(_ arguments: String...) throws -> Program.Run {
        try Program.run(arguments + ["--workspace", workspace, "--quiet"])
    }

    /// The ids that a search finds, the best first.
    func found(_ words: String, _ engine: String, limit: Int = 20) throws -> [String] {
        let answer = try run("search", words, "--engine", engine, "--limit", "\(limit)", "--json")
        try #require(answer.status == 0, "\(answer.errors)")
        let results = try answer.json()["results"] as? [[String: Any]] ?? []
        return results.compactMap { ($0["listing"] as? [String: Any])?["id"] as? String }
    }
}
