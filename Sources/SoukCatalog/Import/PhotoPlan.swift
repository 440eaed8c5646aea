import Foundation
import GRDB

/// What is to be done with a photo, found out from the tables, the folder and earlier runs.
enum PhotoStep {
    /// Decode and clean the file.
    case clean(PhotoTask)
    /// Nothing to decode; the verdict says why.
    case refuse(id: String, reason: String)
    /// As an earlier run left it.
    case keep
}

struct PhotoTask {
    var id: String
    /// The photo folder, or the workspace for what was fetched.
    var folder: URL
    /// Below that folder.
    var path: String
    /// How the file is spelled, where the table spells it otherwise.
    var note: String?
    var stamp: FileStamp
    /// What an earlier run found in the file of this photo, when its results are still there.
    var knownHash: String?
}

/// Decides what to do with each photo that the tables claim.
struct PhotoPlan {
    /// nil where no photo folder is named.
    let files: PhotoFolderIndex?
    let workspace: Workspace
    let contested: ContestedNames

    /// Claimed photos in the order of their ids, with what of their listings decides.
    static func rows(after id: String, limit: Int, _ db: Database) throws -> [Row] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT p.*, l.usable AS listing_usable, EXISTS (SELECT 1 FROM photos own
                    WHERE own.listing_id = p.listing_id AND own.ordinal = p.ordinal
                        AND own.origin = 'service') AS is_replaced
                FROM photos p
                LEFT JOIN listings l ON l.id = p.listing_id
                WHERE p.id > ? AND p.listing_id IS NOT NULL ORDER BY p.id LIMIT ?
                """, arguments: [id, limit])
    }

    /// The address of a photo that is wanted and that no file of the folder is; nil for any other.
    func missingAddress(_ row: Row) -> String? {
        let (id, name): (String, String) = (row["id"], row["name"])
        guard row["origin"] != "service", !id.hasPrefix(RawListing.syntheticPrefix),
            row["is_replaced"] != true,
            PhotoReference(name)?.isAddress == true, listingProblem(row) == nil
        else { return nil }
        return resolve(id, name).isFile ? nil : name
    }

    private func resolve(_ id: String, _ name: String) -> PhotoFolderIndex.Resolution {
        files?.resolve(photo: id, named: name, isContested: contested.contains(name)) ?? .none
    }

    func step(for row: Row) throws -> PhotoStep {
        let id: String = row["id"]
        if row["origin"] == "service" { return .keep }
        let verdict = (row["verdict"] as String?).flatMap(Verdict.init)
        if id.hasPrefix(RawListing.syntheticPrefix) { return .keep }
        let name: String = row["name"]
        guard let reference = PhotoReference(name) else { return .keep }
        if row["is_replaced"] == true { return .refuse(id: id, reason: PhotoClaim.replaced) }
        if let reason = listingProblem(row) { return .refuse(id: id, reason: reason) }
        let written = verdict?.isRejected == false && workspace.photos.contains(id: id)
        var (resolution, folder) = (resolve(id, name), files?.root)
        if !resolution.isFile, reference.isAddress, let fetched = workspace.fetchedPhotos.record(of: name) {
            if let failure = fetched.failure {
                return written ? .keep : .refuse(id: id, reason: "not fetched: \(failure)")
            }
            (resolution, folder) = (.file(workspace.fetchedPhotos.path(of: name), note: nil), workspace.root)
        }
        guard case .file(let path, let note) = resolution, let folder,
            let stamp = FileStamp(path: "\(folder.path)/\(path)")
        else {
            let isUnasked = resolution == .none && (written || files == nil)
            return isUnasked ? .keep : .refuse(id: id, reason: Self.reason(resolution))
        }
        let known: String? = row["sha256"]
        let file: String? = row["file"]
        // What could not be read may be readable now.
        let judged = written || (verdict?.isRejected == true && file != nil && known != nil)
        if judged, file.map({ $0.utf8.elementsEqual(path.utf8) }) == true,
            row["file_size"] as Int? == stamp.size,
            row["file_time"] as Int? == stamp.time
        {
            return .keep
        }
        return .clean(
            PhotoTask(
                id: id, folder: folder, path: path, note: note, stamp: stamp, knownHash: judged ? known : nil)
        )
    }

    private static func reason(_ resolution: PhotoFolderIndex.Resolution) -> String {
        switch resolution {
        case .file(let path, _): "the file \"\(path)\" is gone"
        case .none: "no file for this photo in the photo folder"
        case .several(let files):
            "several files fit this name equally: "
                + files.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
        case .elsewhere(let file):
            "no file in the folder that this name says; \"\(file)\" has the same name in another"
        }
    }

    private func listingProblem(_ row: Row) -> String? {
        guard let listing = row["listing_id"] as String? else { return nil }
        switch row["listing_usable"] as Bool? {
        case true?: return nil
        case false?: return "its listing \"\(listing)\" was rejected"
        case nil: return "its listing \"\(listing)\" is in no table"
        }
    }
}
