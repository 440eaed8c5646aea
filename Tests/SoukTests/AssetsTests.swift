import Foundation
import SoukCatalog
import Testing

/// The gazetteer, the encoders and the weights lie beside the program, from wherever it is called.
@Suite struct AssetsTests {
    @Test(
        .enabled(
            if: Assets.file("gazetteer/places.tsv") != nil,
            "Scripts/bootstrap has not fetched the gazetteer"))
    func theyAreFoundByAProgramOfThePath() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-path-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let table = folder.appendingPathComponent("goods.csv")
        try Data("id,title,price,location\n1,Oak chair,£20,Leeds\n2,Tin kettle,£5,York\n".utf8).write(
            to: table)
        let workspace = folder.appendingPathComponent("w").path
        func run(_ arguments: String...) throws -> Program.Run {
            // A shell that looks the name up, and so does not tell the program where it lies.
            let program = try Program.executable().deletingLastPathComponent().path
            let started = try Program.start(
                arguments, after: "export PATH='\(program)':\"$PATH\" && exec souk \"$@\"")
            started.process.waitUntilExit()
            return try started.finished()
        }
        let imported = try run("import", "--listings", table.path, "--workspace", workspace, "-q")
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(try run("inspect", "--workspace", workspace).output.contains("on the map: 2"))
    }
}
