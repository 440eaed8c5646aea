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
    /// How the file is spelled, where the table spells it otherwise.
    var note: String?
    var stamp: FileStamp
    /// What an earlier run found in the file of this photo, when its results are still there.
    var knownHash: String?
}

/// Decides what to do with each photo that the tables claim.
struct PhotoPlan {
    let files: PhotoFolderIndex
    let folders: PhotoFolders
    let contested: ContestedNames

    func step(for row: Row) throws -> PhotoStep {
        let id: String = row["id"]
        if row["origin"] == "service" { return .keep }
        let verdict = (row["verdict"] as String?).flatMap(Verdict.init)
        if id.hasPrefix(RawListing.syntheticPrefix) { return .keep }
        let name: String = row["name"]
        guard PhotoReference(name) != nil else { return .keep }
        if row["is_replaced"] == true { return .refuse(id: id, reason: PhotoClaim.replaced) }
        if let reason = listingProblem(row) { return .refuse(id: id, reason: reason) }
        let written = verdict?.isRejected == false && folders.contains(id: id)
        let resolution = files.resolve(photo: id, named: name, isContested: contested.contains(name))
        guard case .file(let path, let note) = resolution,
            let stamp = FileStamp(path: "\(files.root.path)/\(path)")
        else {
            if resolution == .none {
                return written ? .keep : .refuse(id: id, reason: Self.reason(resolution))
            }
            return .refuse(id: id, reason: Self.reason(resolution))
        }
        let known: String? = row["sha256"]
        let file: String? = row["file"]
        let judged = written || (verdict?.isRejected == true && file != nil)
        if judged, file.map({ $0.utf8.elementsEqual(path.utf8) }) == true,
            row["file_size"] as Int? == stamp.size,
            row["file_time"] as Int? == stamp.time
        {
            return .keep
        }
        return .clean(
            PhotoTask(id: id, path: path, note: note, stamp: stamp, knownHash: judged ? known : nil))
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
