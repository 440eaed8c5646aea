import Foundation

@testable import SoukCatalog

/// The catalogue's content and the times of all files that a second import must not touch.
struct Snapshot: Equatable {
    var content: String
    /// Time of change in nanoseconds by path.
    var times: [String: Int]

    init(_ market: Marketplace) throws {
        content = try market.workspace().contentHash()
        times = Self.files(market).compactMapValues { FileStamp(path: $0.path)?.time }
    }

    /// The catalogue's content, and the bytes of all photos by path. What a killed import left unfinished is none of
    /// them: it stays for an hour, since a service may be writing beside an import.
    struct Contents: Equatable {
        var catalogue: String
        var photos: [String: Data]
    }

    static func contents(_ market: Marketplace) throws -> Contents {
        Contents(
            catalogue: try market.workspace().contentHash(),
            photos: files(market).compactMapValues { try? Data(contentsOf: $0) })
    }

    private static func files(_ market: Marketplace) -> [String: URL] {
        let root = market.workspaceFolder.appendingPathComponent("photos")
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        let photos = paths.filter { !$0.hasPrefix(".unfinished") }
        return Dictionary(uniqueKeysWithValues: photos.map { ($0, root.appendingPathComponent($0)) })
    }
}
