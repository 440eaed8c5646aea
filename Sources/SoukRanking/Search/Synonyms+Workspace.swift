import Foundation
public import SoukCatalog
public import SoukSearch

extension Synonyms {
    /// The workspace's own list, if it has one.
    static let fileName = "synonyms.txt"

    /// The list for marketplaces that Souk ships, and the workspace's own on top of it. A line `no defaults` in the
    /// workspace's list leaves the shipped one out.
    ///
    /// - Throws: `SynonymError` for a line that cannot be read.
    public static func of(_ workspace: Workspace) throws -> Synonyms {
        let file = workspace.root.appendingPathComponent(fileName)
        guard FileManager.default.fileExists(atPath: file.path) else { return .marketplace }
        let own = try Synonyms(contentsOf: file)
        return own.replacesDefaults ? own : Synonyms.marketplace.adding(own)
    }
}
