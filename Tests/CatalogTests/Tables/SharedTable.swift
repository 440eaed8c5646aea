import Foundation

/// Real tables beside the checkout; most machines do not have them.
enum SharedTable {
    static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/",
            !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// `../shared/data/gumtree/Products.csv`, seen from the checkout or from a work tree beside it.
    static let listings: URL? = [root, root.deletingLastPathComponent()]
        .map { $0.deletingLastPathComponent().appending(path: "shared/data/gumtree/Products.csv") }
        .first { FileManager.default.fileExists(atPath: $0.path) }
}

/// Writes a table to a file of its own for a test.
func temporaryTable(_ bytes: some Sequence<UInt8>, name: String = "table.csv") throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "souk-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appending(path: name)
    try Data(bytes).write(to: url)
    return url
}
