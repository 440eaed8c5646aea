import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukTestSupport
import SoukSearch
import Testing

import SoukRanking

struct WorkspaceIndexerTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "souk-\(UUID().uuidString)")

    private func workspace(rows: Int) throws -> Workspace {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let kinds = [
            ("sofa", "Home / Sofas", "leather corner velvet cosy"),
            ("bicycle", "Sports / Bicycles", "road steel folding fast"),
        ]
        let lines = (0..<rows).map { number in
            let (name, category, words) = kinds[number % 2]
            let word = words.split(separator: " ")[number / 2 % 4]
            return
                "\(number),\(word) \(name) sale,Number \(number) of its kind,\(category),£\(20 + number).00,Leeds"
        }
        let table = folder.appendingPathComponent("listings.csv")
        let text = "id,title,description,category,price,location\n" + lines.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: table)
        let workspace = try Workspace(at: folder.appendingPathComponent("w"), create: true)
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table))
        return workspace
    }

    @Test func aWorkspaceBecomesSearchable() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let workspace = try workspace(rows: 40)
        let outcome = try await WorkspaceIndexer(
            workspace, into: workspace.search, encoder: TinyEncoder()
        ).run(madeBy: "test")
        #expect(outcome.listings == 40)
        #expect(outcome.model == "tiny-1")
        #expect(outcome.calibration != nil)
        let engine = try await SearchPipeline.serving(
            workspace.search, encoder: TinyMarket.encoder(), synonyms: .none)
        let answer = try await engine.search(SearchRequest("couch under £30"))
        #expect(answer.results.first?.listing.categoryPath == ["Home", "Sofas"])
        #expect(answer.results.first?.probability != nil)
        #expect(answer.results.allSatisfy { ($0.listing.price ?? 0) <= 3000 })
        await #expect(throws: RetrievalError.self) {
            try await SearchPipeline.serving(
                workspace.search, encoder: TinyMarket.encoder(identity: "other"), synonyms: .none)
        }
    }

    /// A build that is stopped leaves what serves alone.
    @Test func aStoppedBuildChangesNothing() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let workspace = try workspace(rows: 10)
        let first = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test")
        await #expect(throws: (any Error).self) {
            try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test") { _ in false }
        }
        #expect(try await workspace.search.current() == first.generation)
        #expect(try await workspace.search.list(.names).count == 1)
    }

    /// After a switch that held, the newest few stay, with what serves and the way back.
    @Test func oldGenerationsGo() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let workspace = try workspace(rows: 4)
        var names: [String] = []
        for _ in 0..<5 {
            names.append(
                try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test").generation)
        }
        #expect(try await workspace.search.list(.names).map(\.name) == Array(names.suffix(3)))
        #expect(try await workspace.search.rollBack() == names[3])
        let back = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test")
            .generation
        #expect(try await workspace.search.list(.names).filter(\.isRollbackTarget).map(\.name) == [names[3]])
        #expect(try await workspace.search.current() == back)
    }

    @Test func nothingToIndexIsAnError() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let workspace = try Workspace(at: folder.appendingPathComponent("w"), create: true)
        await #expect(throws: (any Error).self) {
            try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test")
        }
        let error = await #expect(throws: RetrievalError.self) {
            try await SearchPipeline.serving(workspace.search, synonyms: .none)
        }
        #expect(error?.description.contains("Build a generation") == true)
    }
}
