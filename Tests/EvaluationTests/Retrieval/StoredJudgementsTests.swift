import Foundation
import SoukCatalog
import Testing

import SoukEvaluation

struct StoredJudgementsTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "souk-\(UUID().uuidString)")

    private func table(_ name: String, _ text: String) throws -> URL {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url
    }

    @Test func tablesAreKeptReplacedAndForgotten() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let stored = StoredJudgements(try Workspace(at: folder.appendingPathComponent("w"), create: true))
        #expect(stored.names.isEmpty)
        try stored.add(table("june.csv", "query,listing_id,relevance\nlamp,7,3\nlamp,8,none\n"))
        try stored.add(table("july.csv", "Query;Listing ID;Rating\nsofa;1;2\n"))
        #expect(stored.names == ["july.csv", "june.csv"])
        let tables = try stored.tables()
        #expect(tables[1].table.queries.map(\.text) == ["lamp"])
        #expect(tables[1].table.queries[0].judgements.map(\.listing) == ["7"])
        #expect(tables[1].table.rejections.map(\.line) == [3])
        try stored.add(table("june.csv", "query,listing_id,relevance\ndesk,9,1\n"))
        #expect(try stored.tables()[1].table.queries.map(\.text) == ["desk"])
        try stored.remove("june.csv")
        #expect(stored.names == ["july.csv"])
        #expect(throws: CatalogError.self) { try stored.remove("june.csv") }
    }

    @Test(arguments: [
        ("a.csv", "query,relevance\nlamp,3\n", "product_id"),
        ("a.csv", "query,listing_id,relevance\n,,\n", "no row"),
        ("a.exe", "query,listing_id,relevance\nlamp,7,3\n", ".csv"),
        (".a.csv", "query,listing_id,relevance\nlamp,7,3\n", ".csv"),
    ])
    func whatIsNoTableIsRefused(_ name: String, _ text: String, _ message: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let stored = StoredJudgements(try Workspace(at: folder.appendingPathComponent("w"), create: true))
        let file = try table(name, text)
        let error = #expect(throws: CatalogError.self) { try stored.add(file) }
        #expect(error?.description.contains(message) == true, "\(error.map(String.init(describing:)) ?? "")")
        #expect(stored.names.isEmpty)
    }
}
