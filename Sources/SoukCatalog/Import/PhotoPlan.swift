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
    /// Below the photo folder.
    var path: String
    var stamp: FileStamp
    /// What an earlier run found in the file of this photo, when its results are still there.
    var knownHash: String?
}

/// Decides what to do with each photo that the tables claim.
struct PhotoPlan {
    let files: PhotoFolderIndex
    let folders: PhotoFolders

    func step(for row: Row) throws -> PhotoStep {
        let id: String = row["id"]
        let verdict = (row["verdict"] as String?).flatMap(Verdict.init)
        if id.hasPrefix(RawListing.syntheticPrefix) { return .keep }
        let name: String = row["name"]
        guard PhotoReference(name) != nil else { return .keep }
        if let reason = listingProblem(row) { return .refuse(id: id, reason: reason) }
        let written = verdict?.isRejected == false && folders.contains(id: id)
        guard let path = files.path(ofPhoto: id, named: name),
            let stamp = FileStamp(path: files.root.appendingPathComponent(path).path)
        else {
            return written ? .keep : .refuse(id: id, reason: "no file for this photo in the photo folder")
        }
        let known: String? = row["sha256"]
        let judged = written || (verdict?.isRejected == true && row["file"] as String? != nil)
        if judged, row["file"] == path, row["file_size"] == stamp.size, row["file_time"] == stamp.time {
            return .keep
        }
        return .clean(PhotoTask(id: id, path: path, stamp: stamp, knownHash: judged ? known : nil))
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
