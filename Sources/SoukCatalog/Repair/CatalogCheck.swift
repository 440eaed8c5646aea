import Foundation
import GRDB

/// What a check of a workspace found, and what was mended.
public struct CatalogCheck: Sendable, Codable, Equatable {
    public var photosChecked = 0
    public var photos: [PhotoFault] = []
    /// Clean photo files that belong to no photo of the catalogue, below the workspace's `photos` folder.
    public var strayFiles: [String] = []
    public var removedStrayFiles = false
    /// What SQLite says of its own file; empty when it is sound.
    public var database: [String] = []

    /// Whether nothing is wrong, or nothing any more.
    public var isSound: Bool {
        database.isEmpty && photos.allSatisfy { $0.outcome == .mended }
            && (strayFiles.isEmpty || removedStrayFiles)
    }

    enum CodingKeys: String, CodingKey {
        case photos, database
        case photosChecked = "photos_checked"
        case strayFiles = "stray_files"
        case removedStrayFiles = "removed_stray_files"
    }
}

extension Workspace {
    /// Looks at the database's file, at every usable photo, and for files of no photo.
    ///
    /// - Parameters:
    ///   - repair: mend what can be mended, see ``mend(_:cleaner:)``, and remove files of no photo.
    ///   - progress: photos looked at, and how many there are; returning false stops.
    /// - Throws: `interrupted` when progress says so.
    public func check(
        repair: Bool, progress: (Int, Int) -> Bool = { _, _ in true }
    ) throws(CatalogError) -> CatalogCheck {
        var check = CatalogCheck()
        check.database = try read { db in
            try String.fetchAll(db, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
        }
        let photos = try usablePhotos()
        for photo in photos {
            guard progress(check.photosChecked, photos.count) else { throw .interrupted }
            if repair {
                if let fault = try mend(photo) { check.photos.append(fault) }
            } else if let reason = fault(of: photo) {
                check.photos.append(
                    PhotoFault(photo: photo.id, listing: photo.listingID, reason: reason, outcome: .found))
            }
            check.photosChecked += 1
        }
        try findStrays(repair: repair, &check)
        return check
    }

    /// Files that were written within the last hour may belong to a photo that is just being put.
    private func findStrays(repair: Bool, _ check: inout CatalogCheck) throws(CatalogError) {
        let ids = try read { db in try String.fetchAll(db, sql: "SELECT id FROM photos") }
        let files = FileManager.default
        for size in PhotoSize.allCases {
            let known = Set(ids.map { photos.url(id: $0, size: size).lastPathComponent })
            let folder = root.appendingPathComponent("photos/\(size.rawValue)", isDirectory: true)
            guard let walker = files.enumerator(atPath: folder.path) else { continue }
            for case let path as String in walker {
                let name = path.split(separator: "/").last.map(String.init) ?? path
                let file = folder.appendingPathComponent(path)
                guard name.hasSuffix(size == .large ? ".jpg" : ".png"), !known.contains(name),
                    let stamp = FileStamp(path: file.path),
                    Double(stamp.time) / 1e9 < Date().timeIntervalSince1970 - 3600
                else { continue }
                check.strayFiles.append("\(size.rawValue)/\(path)")
                if repair { try? files.removeItem(at: file) }
            }
        }
        check.strayFiles.sort()
        check.removedStrayFiles = repair && !check.strayFiles.isEmpty
    }
}
