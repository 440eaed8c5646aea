import Foundation
import Testing

/// The program says how it understood a table, takes that back corrected, and says why rows of logs are left out.
@Suite struct ImportColumnsTests {
    private static let table = """
        ref;titel;preis;notes
        1;Stuhl;49,90;x
        2;Schrank;1.450;
        """

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-columns-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test func dryRunThenImportThenInspect() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("goods.csv")
        let columns = folder.appendingPathComponent("columns.json").path
        let workspace = folder.appendingPathComponent("w").path
        try Data(Self.table.utf8).write(to: file)
        let dry = try Program.run(
            "import", "--listings", file.path, "--workspace", workspace, "--dry-run", "--write-columns",
            columns)
        #expect(dry.status == 0, "\(dry.errors)")
        for part in [
            "preis", "price", "decimal mark ,", "49,90", "columns not used", "\"notes\"", "category 2",
        ] {
            #expect(dry.output.contains(part), "\(part): \(dry.output)")
        }
        #expect(!FileManager.default.fileExists(atPath: workspace))
        let written = try String(contentsOfFile: columns, encoding: .utf8)
        #expect(written.contains("\"decimal\" : \",\""))
        try Data(written.replacingOccurrences(of: "\"title\"", with: "\"id\" : \"ref\",\n  \"title\"").utf8)
            .write(to: URL(fileURLWithPath: columns))
        let run = try Program.run(
            "import", "--listings", file.path, "--workspace", workspace, "--columns", columns, "--json",
            "--quiet")
        #expect(run.status == 0, "\(run.errors)")
        let understood = try #require(run.json()["understood"] as? [String: Any])
        let first = try #require((understood["columns"] as? [[String: Any]])?.first)
        #expect(first["field"] as? String == "id" && first["confidence"] as? Double == 1)
        let inspection = try Program.run("inspect", "--workspace", workspace)
        #expect(inspection.output.contains("what became of it") && inspection.output.contains("preis"))
    }

    @Test func rejectedEventsAreListed() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let table = folder.appendingPathComponent("goods.csv")
        let log = folder.appendingPathComponent("events.csv")
        try Data(Self.table.utf8).write(to: table)
        try Data("buyer,listing_id,action,time\nann,1,teleport,2026-11-25\nann,1,purchase,2026-11-25\n".utf8)
            .write(to: log)
        let run = try Program.run(
            "import", "--listings", table.path, "--events", log.path, "--workspace",
            folder.appendingPathComponent("w").path, "--quiet", "--strict")
        #expect(run.status == 3)
        #expect(run.output.contains("line 2: the action \"teleport\" is unknown; there are view, save"))
    }
}
