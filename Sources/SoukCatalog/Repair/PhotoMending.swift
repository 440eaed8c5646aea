import Foundation
import GRDB

/// What is wrong with a clean photo, and what was done about it.
public struct PhotoFault: Sendable, Codable, Equatable {
    public var photo: String
    public var listing: String?
    /// What was found.
    public var reason: String
    public var outcome: Outcome

    public enum Outcome: String, Sendable, Codable {
        /// Nothing was changed.
        case found
        /// Made anew from the original, or from the photo's other size.
        case mended
        /// Neither is there: the photo has a verdict that says so, and is not shown any more.
        case rejected
    }
}

extension Workspace {
    /// Why a clean photo cannot be used; nil when both its sizes decode.
    public func fault(of photo: StoredPhoto) -> String? {
        PhotoSize.allCases.lazy.compactMap { self.fault(of: photo.id, $0) }.first
    }

    private func fault(of photo: String, _ size: PhotoSize) -> String? {
        do throws(CatalogError) {
            _ = try PhotoDecoder.decode(photos.url(id: photo, size: size), crop: nil, width: 32, height: 32)
            return nil
        } catch {
            guard case .photo(_, let reason) = error else { return "\(error)" }
            return "the clean photo of \(size.rawValue) pixels: \(reason)"
        }
    }

    /// Mends a photo whose clean files are damaged or gone: from its original where that is still there, the small
    /// one from the large one; else the photo gets a verdict, and the next import of its file brings it back.
    ///
    /// - Returns: nil when nothing was wrong.
    @discardableResult
    public func mend(
        _ photo: StoredPhoto, cleaner: PhotoCleaner = PhotoCleaner()
    ) throws(CatalogError) -> PhotoFault? {
        guard let reason = fault(of: photo) else { return nil }
        var fault = PhotoFault(photo: photo.id, listing: photo.listingID, reason: reason, outcome: .mended)
        if let result = try fromOriginal(photo, cleaner) {
            try write { db in try result.save(db) }
            return fault
        }
        if self.fault(of: photo.id, .large) == nil, (try? smallFromLarge(photo.id)) != nil { return fault }
        fault.outcome = .rejected
        let verdict = Verdict.rejected("damaged in the workspace, and its original is gone").description
        try write { db in
            try db.execute(
                sql:
                    "UPDATE photos SET verdict = ?, file = NULL, file_size = NULL, file_time = NULL WHERE id = ?",
                arguments: [verdict, photo.id])
            if let listing = photo.listingID { try ChangeLog.append(listing, db) }
        }
        return fault
    }

    /// The usable photos of a listing, those that are damaged mended or left out.
    public func soundPhotos(of listing: String) throws(CatalogError) -> [StoredPhoto] {
        for photo in try photos(of: listing) where photo.verdict?.isRejected == false { try mend(photo) }
        return try photos(of: listing).filter { $0.verdict?.isRejected == false }
    }

    /// nil where the file is gone, or cannot be used any more.
    private func fromOriginal(
        _ photo: StoredPhoto, _ cleaner: PhotoCleaner
    ) throws(CatalogError) -> PhotoResult? {
        guard let path = photo.file else { return nil }
        let folders = try read { db in
            try String.fetchAll(
                db,
                sql: "SELECT photos_path FROM imports WHERE photos_path IS NOT NULL ORDER BY id DESC")
        }
        // What was fetched lies in the workspace.
        for folder in folders.map({ URL(fileURLWithPath: $0, isDirectory: true) }) + [root] {
            let file = folder.appendingPathComponent(path)
            guard let stamp = FileStamp(path: file.path) else { continue }
            if let known = photo.contentHash, (try? Checksum.sha256(of: file)) != known { continue }
            let outcome = try cleaner.clean(file: file, id: photo.id, into: photos)
            guard !outcome.verdict.isRejected else { continue }
            try photos.synchronise([photo.id])
            return PhotoResult(
                task: PhotoTask(id: photo.id, folder: folder, path: path, stamp: stamp), outcome: outcome)
        }
        return nil
    }

    private func smallFromLarge(_ photo: String) throws {
        let side = PhotoSize.small.rawValue
        let large = try PhotoDecoder.decode(
            photos.url(id: photo, size: .large), crop: nil, width: side, height: side)
        try photos.write(Picture(large).png(), to: photos.url(id: photo, size: .small))
        try photos.synchronise([photo])
    }
}
