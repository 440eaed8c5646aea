import Foundation
import GRDB
import Testing

@testable import SoukCatalog

/// Opening what is, and what is not, a workspace.
struct WorkspaceTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("souk-test-\(UUID().uuidString)", isDirectory: true)
    private var file: URL { folder.appendingPathComponent("catalog.sqlite") }

    @Test func makesFoldersAndOpensAgain() throws {
        defer { remove() }
        let made = try Workspace(at: folder, create: true)
        #expect(try made.summary().listings == 0)
        for name in ["photos/512", "photos/64", "models", "index", "catalog.sqlite"] {
            #expect(
                FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path), "\(name)")
        }
        #expect(try Workspace(at: folder, create: false).categories().isEmpty)
        #expect(try Workspace(at: folder, create: true).root.path == made.root.path)
    }

    @Test func missingWorkspaceSaysHowToMakeOne() {
        let error = #expect(throws: CatalogError.self) { try Workspace(at: folder, create: false) }
        #expect(error?.description.contains("import a table") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func refusesAFolderOfOtherThings() throws {
        defer { remove() }
        try put("taxes.txt", Data("private".utf8))
        let error = #expect(throws: CatalogError.self) { try Workspace(at: folder, create: true) }
        #expect(error?.description.contains("taxes.txt") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taxes.txt"])
    }

    @Test func refusesAFile() throws {
        defer { remove() }
        try put("a", Data())
        let error = #expect(throws: CatalogError.self) {
            try Workspace(at: folder.appendingPathComponent("a"), create: true)
        }
        #expect(error?.description.contains("is a file") == true)
    }

    @Test(arguments: ["plain text", String(repeating: "x", count: 5000), "SQLite format 3\u{0}short"])
    func refusesWhatIsNoDatabase(content: String) throws {
        defer { remove() }
        try put("catalog.sqlite", Data(content.utf8))
        for create in [true, false] {
            let error = #expect(throws: CatalogError.self) { try Workspace(at: folder, create: create) }
            #expect(error?.description.contains("not a database") == true)
        }
        #expect(try Data(contentsOf: file) == Data(content.utf8))
    }

    @Test(arguments: ["PRAGMA application_id = 99", "CREATE TABLE foreign_table (x)"])
    func refusesAForeignDatabase(sql: String) throws {
        defer { remove() }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: file.path)
        try queue.write { db in try db.execute(sql: "CREATE TABLE t (x); \(sql)") }
        try queue.close()
        let error = #expect(throws: CatalogError.self) { try Workspace(at: folder, create: true) }
        #expect(error?.description.contains("not a catalogue") == true)
    }

    @Test func refusesANewerSchema() throws {
        defer { remove() }
        let workspace = try Workspace(at: folder, create: true)
        try workspace.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('9: from the future')")
        }
        let error = #expect(throws: CatalogError.self) { try Workspace(at: folder, create: false) }
        #expect(error?.description.contains("newer version") == true)
    }

    /// A damaged page is found when it is read: an error, not a crash.
    @Test func damagedDatabaseIsAnError() throws {
        defer { remove() }
        let market = try Marketplace(listings: 200)
        defer { market.remove() }
        try market.runImport(ImportRequest(listings: market.listings))
        let database = market.workspaceFolder.appendingPathComponent("catalog.sqlite")
        var bytes = try Data(contentsOf: database)
        for position in stride(from: 4096, to: bytes.count, by: 7) { bytes[position] = 0xAA }
        for name in ["catalog.sqlite-wal", "catalog.sqlite-shm"] {
            try? FileManager.default.removeItem(at: market.workspaceFolder.appendingPathComponent(name))
        }
        try bytes.write(to: database)
        #expect(throws: CatalogError.self) {
            try Workspace(at: market.workspaceFolder, create: false).summary()
        }
    }

    @Test func secondImportAtTheSameTimeIsRefused() throws {
        defer { remove() }
        let workspace = try Workspace(at: folder, create: true)
        let lock = try ImportLock(workspace)
        let request = ImportRequest(listings: folder.appendingPathComponent("none.csv"))
        let error = #expect(throws: CatalogError.self) { try Importer(workspace: workspace).run(request) }
        #expect(error?.description.contains("another import") == true)
        lock.release()
    }

    @Test func pagesThroughListings() throws {
        let market = try Marketplace(listings: 23)
        defer { market.remove() }
        try market.runImport(ImportRequest(listings: market.listings))
        let workspace = try market.workspace()
        var ids: [String] = []
        while case let page = try workspace.listings(after: ids.last, limit: 5), !page.isEmpty {
            ids += page.map(\.listing.id)
        }
        #expect(ids == (0..<23).map { "l\($0)" }.sorted())
        #expect(try workspace.listings(limit: 100, category: "Music").count == 8)
        var walked: [String] = []
        try workspace.forEachListing { walked.append($0.listing.id) }
        #expect(walked == ids)
    }

    @Test(arguments: [
        (Verdict.ok, ["ok"]),
        (.repaired(["12 spaces off", "3 spaces off"]), ["repaired: N spaces off"]),
        (.rejected("row of 3 fields, expected 7"), ["rejected: row of N fields, expected N"]),
        (.rejected("its listing \"a 1\" is in no table"), ["rejected: its listing \"…\" is in no table"]),
    ])
    func verdictsAreCountedByPhrase(verdict: Verdict, phrases: [String]) {
        #expect(verdict.phrases == phrases)
    }

    private func put(_ name: String, _ data: Data) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try data.write(to: folder.appendingPathComponent(name))
    }

    private func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// A transaction that was kept survives a power cut only at this setting, which GRDB lowers on opening.
@Test func theCatalogueWaitsForTheDisk() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let workspace = try Workspace(at: folder, create: true)
    let full = 2
    #expect(try workspace.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == full)
}
