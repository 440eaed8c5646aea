import Foundation
import Testing

/// SQL is written where something is stored: the catalogue's in `SoukCatalog`, an index's in the two engines.
struct StatementTests {
    private static let owners = ["SoukCatalog", "SoukEmbeddedSearch", "SoukPostgresSearch"]

    @Test func noOtherTargetWritesSQL() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
        let statement = try Regex(
            #"(import GRDB|SELECT .* FROM |INSERT (OR \w+ )?INTO |DELETE FROM |UPDATE \w+ SET |sqlite3_)"#)
        var (read, found) = (Set<String>(), [String]())
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let path = file.path.dropFirst(sources.path.count + 1)
            let target = String(path.prefix { $0 != "/" })
            let holds = try String(contentsOf: file, encoding: .utf8).contains(statement)
            if Self.owners.contains(target) {
                if holds { read.insert(target) }
            } else if holds {
                found.append(String(path))
            }
        }
        #expect(read == Set(Self.owners))
        #expect(found.isEmpty)
    }
}
