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

    /// Removes what writers that were killed left unfinished. Call when no other import runs.
    public func removeLeftovers() { try? FileManager.default.removeItem(at: unfinished) }

    /// Writes under a temporary name and renames, so that a photo is there whole or not at all.
    func write(_ bytes: [UInt8], to url: URL) throws {
        let temporary = unfinished.appendingPathComponent(UUID().uuidString, isDirectory: false)
        do {
            try Data(bytes).write(to: temporary)
        } catch {
            try FileManager.default.createDirectory(at: unfinished, withIntermediateDirectories: true)
            try Data(bytes).write(to: temporary)
        }
        if rename(temporary.path, url.path) == 0 { return }
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        if rename(temporary.path, url.path) != 0 {
            let reason = String(cString: strerror(errno)).lowercased()
            try? FileManager.default.removeItem(at: temporary)
            throw CatalogError.io(path: url.path, reason: reason)
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
