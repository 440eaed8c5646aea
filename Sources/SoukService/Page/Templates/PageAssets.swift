import SoukCatalog
import Foundation

/// Style sheets, scripts and pictures of the page, in memory. Their address holds the hash of them all, so that
/// browsers may keep them for a year and yet never see an old one.
struct PageAssets: Sendable {
    static let bundled =
        (try? PageAssets(folder: PageFiles.folder.appending(path: "assets")))
        ?? PageAssets(address: "/assets/none", files: [:])

    /// `/assets/1a2b3c4d5e6f`
    let address: String
    private let files: [String: StoredFile]

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    ]

    private init(address: String, files: [String: StoredFile]) {
        self.address = address
        self.files = files
    }

    init(folder: URL) throws {
        var files: [String: StoredFile] = [:]
        var digests = ""
        let found = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in found.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
            guard let type = Self.types[file.pathExtension] else { continue }
            let bytes = [UInt8](try Data(contentsOf: file))
            files[file.lastPathComponent] = StoredFile(
                bytes, type: type, cacheControl: "public, max-age=31536000, immutable")
            digests += file.lastPathComponent + Checksum.sha256(bytes)
        }
        self.files = files
        address = "/assets/" + Checksum.sha256(digests).prefix(12)
    }

    /// Only names that were there at the start: no path of a caller reaches the disk.
    subscript(name: String) -> StoredFile? { files[name] }

    var names: [String] { files.keys.sorted() }
}
