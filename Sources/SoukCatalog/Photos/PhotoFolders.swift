public import Foundation

/// Where clean photos lie: `<root>/photos/512/ab/<id>.jpg` and `<root>/photos/64/ab/<id>.png`, where
/// `ab` spreads them over 256 folders.
public struct PhotoFolders: Sendable, Equatable {
    public let root: URL

    /// `root` is the workspace's folder; it need not exist.
    public init(root: URL) { self.root = root }

    /// The file of a clean photo. Any string is a safe id: what may not stand in a file name is
    /// replaced, and a checksum keeps such names apart.
    public func url(id: String, size: PhotoSize) -> URL {
        let name = Self.fileName(id)
        let suffix = size == .large ? "jpg" : "png"
        return photos.appendingPathComponent("\(size.rawValue)", isDirectory: true)
            .appendingPathComponent(Self.spread(name), isDirectory: true)
            .appendingPathComponent("\(name).\(suffix)", isDirectory: false)
    }

    /// Whether both sizes of a photo are there.
    public func contains(id: String) -> Bool {
        PhotoSize.allCases.allSatisfy { FileManager.default.fileExists(atPath: url(id: id, size: $0).path) }
    }

    /// Removes what writers that were killed left unfinished: files so old that nobody writes them any more, since a
    /// service may be writing others right now.
    ///
    /// - Parameter age: seconds.
    public func removeLeftovers(olderThan age: Double = 3600) {
        let files = FileManager.default
        let deadline = Date().addingTimeInterval(-age)
        for file
            in (try? files.contentsOfDirectory(
                at: unfinished, includingPropertiesForKeys: [.contentModificationDateKey])) ?? []
        {
            let changed = try? file.resourceValues(forKeys: [.contentModificationDateKey])
                .contentModificationDate
            if let changed, changed <= deadline { try? files.removeItem(at: file) }
        }
    }

    /// Writes under a temporary name and renames, so that a photo is there whole or not at all. Call `synchronise`
    /// before anything says that it is there.
    func write(_ bytes: [UInt8], to url: URL) throws(CatalogError) {
        let temporary = unfinished.appendingPathComponent(UUID().uuidString, isDirectory: false)
        do {
            do {
                try Data(bytes).writeKept(to: temporary)
            } catch let error as POSIXError where error.code == .ENOENT {
                try FileManager.default.createDirectory(at: unfinished, withIntermediateDirectories: true)
                try Data(bytes).writeKept(to: temporary)
            }
            guard rename(temporary.path, url.path) != 0 else { return }
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            guard rename(temporary.path, url.path) == 0 else {
                throw CatalogError.io(path: url.path, reason: String(cString: strerror(errno)).lowercased())
            }
        } catch {
            unlink(temporary.path)
            throw (error as? CatalogError) ?? .io(path: url.path, reason: error.localizedDescription)
        }
    }

    /// Puts the names of photos that were written on the disk: a loss of power leaves them there.
    func synchronise(_ ids: [String]) throws(CatalogError) {
        var folders: Set<URL> = []
        for id in ids {
            for size in PhotoSize.allCases {
                let folder = url(id: id, size: size).deletingLastPathComponent()
                folders.formUnion([folder, folder.deletingLastPathComponent()])
            }
        }
        for folder in folders.sorted(by: { $0.path < $1.path }) {
            do { try DiskSync.keep(folder) } catch {
                throw .io(path: folder.path, reason: error.localizedDescription)
            }
        }
    }

    private var photos: URL { root.appendingPathComponent("photos", isDirectory: true) }
    private var unfinished: URL { photos.appendingPathComponent(".unfinished", isDirectory: true) }

    private static func fileName(_ id: String) -> String {
        let safe = id.utf8.map { isSafe($0) ? $0 : UInt8(ascii: "_") }
        if safe.elementsEqual(id.utf8) && (1...100).contains(safe.count) && safe[0] != UInt8(ascii: ".") {
            return id
        }
        // "~" is not safe, so no plain id can have such a name. Capitals are not safe either: some
        // file systems take "a" and "A" for the same.
        let start = String(decoding: safe.prefix(40), as: UTF8.self).drop { $0 == "." }
        return "\(start)~\(Checksum.sha256(id).prefix(16))"
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    /// The last byte of the 32-bit FNV-1a hash (Fowler, Noll, Vo) of the name, as two digits.
    private static func spread(_ name: String) -> String {
        let hash = name.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let digits = String(hash & 0xFF, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
