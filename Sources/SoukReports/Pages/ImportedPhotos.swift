import Foundation
import SoukCatalog

/// Photos of an import that are worth looking at, before and after cleaning.
struct ImportedPhotos {
    let workspace: Workspace

    /// A contact sheet of some that were repaired, some that were not, and some that were rejected; nil
    /// when the originals are not there any more.
    func contactSheet() throws -> ReportPhoto? {
        guard let source = try workspace.photoSource() else { return nil }
        let usable = try workspace.usablePhotos()
        let chosen =
            Self.spread(usable.filter { $0.verdict != .ok }, 6)
            + Self.spread(usable.filter { $0.verdict == .ok }, 3)
            + Self.spread(try workspace.rejectedPhotos(), 3)
        let entries = chosen.compactMap { photo -> ContactSheet.Entry? in
            guard let file = photo.file, let verdict = photo.verdict else { return nil }
            let original = source.appendingPathComponent(file)
            guard FileManager.default.fileExists(atPath: original.path) else { return nil }
            return .init(
                name: original.lastPathComponent, original: original,
                clean: verdict.isRejected ? nil : workspace.photos.url(id: photo.id, size: .large),
                verdict: verdict)
        }
        guard !entries.isEmpty else { return nil }
        return ReportPhoto(
            bytes: try ContactSheet(entries).jpeg(),
            caption: "\(entries.count) photos, each as it came and as it was cleaned, with its verdict")
    }

    /// So many of them, evenly.
    private static func spread(_ photos: [StoredPhoto], _ count: Int) -> [StoredPhoto] {
        guard photos.count > count else { return photos }
        return (0..<count).map { photos[$0 * photos.count / count] }
    }
}
