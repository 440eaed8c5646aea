public import Foundation

/// What came of asking for a photo by its address.
public struct FetchedPhoto: Codable, Sendable, Equatable {
    public var address: String
    /// What the server calls this version of the photo.
    public var etag: String?
    /// As the server writes it.
    public var lastModified: String?
    /// Seconds since 1970.
    public var checkedAt: Int
    /// Why there is no photo; nil where there is one.
    public var failure: String?
    /// Whether asking again soon may help.
    public var isTransient: Bool

    public init(
        address: String, etag: String? = nil, lastModified: String? = nil, checkedAt: Int,
        failure: String? = nil, isTransient: Bool = false
    ) {
        (self.address, self.etag, self.lastModified, self.checkedAt) = (
            address, etag, lastModified, checkedAt
        )
        (self.failure, self.isTransient) = (failure, isTransient)
    }
}

/// Photos that were fetched by their addresses, as the servers sent them: `fetched/ab/<hash>` in the workspace, and beside
/// each a `.json` file that says what came of its address. Whole after a kill: every file is renamed into place.
public struct FetchedPhotos: Sendable {
    private let root: URL
    private static let folder = "fetched"

    init(root: URL) { self.root = root }

    /// What is known of an address; nil where it was never asked.
    public func record(of address: String) -> FetchedPhoto? {
        guard let data = try? Data(contentsOf: url(address).appendingPathExtension("json")),
            let record = try? JSONDecoder().decode(FetchedPhoto.self, from: data),
            record.address.utf8.elementsEqual(address.utf8)
        else { return nil }
        return record
    }

    /// Keeps what came of an address.
    ///
    /// - Parameters:
    ///   - record: what came of it.
    ///   - file: the photo, which is moved; nil leaves what is there.
    public func keep(_ record: FetchedPhoto, file: URL? = nil) throws(CatalogError) {
        let url = url(record.address)
        if let file { try move(file, to: url) }
        let note = newFile()
        do { try Data(JSONText.encode(record).utf8).writeKept(to: note) } catch {
            throw .io(path: note.path, reason: error.localizedDescription)
        }
        try move(note, to: url.appendingPathExtension("json"))
    }

    /// A name for a file that is being written.
    public func newFile() -> URL {
        let folder = root.appendingPathComponent(Self.folder).appendingPathComponent(".unfinished")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appendingPathComponent(UUID().uuidString)
    }

    /// Removes what a run that was killed left unfinished. One import at a time fetches.
    func removeLeftovers() {
        let folder = root.appendingPathComponent(Self.folder).appendingPathComponent(".unfinished")
        try? FileManager.default.removeItem(at: folder)
    }

    /// Below the workspace.
    func path(of address: String) -> String {
        let name = Checksum.sha256(address)
        return "\(Self.folder)/\(name.prefix(2))/\(name)"
    }

    private func url(_ address: String) -> URL { root.appendingPathComponent(path(of: address)) }

    private func move(_ file: URL, to url: URL) throws(CatalogError) {
        if rename(file.path, url.path) == 0 { return }
        try? FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        guard rename(file.path, url.path) == 0 else {
            throw .io(path: url.path, reason: String(cString: strerror(errno)).lowercased())
        }
    }
}

extension Workspace {
    /// The photos that were fetched by their addresses.
    public var fetchedPhotos: FetchedPhotos { FetchedPhotos(root: root) }
}
