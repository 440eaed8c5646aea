import Catalog
import Foundation

/// Photos as they came, and below each as it was cleaned.
struct ContactSheet {
    let workspace: Workspace
    /// Where the originals lie.
    let source: URL

    private static let cell = 150
    private static let gap = 6
    private static let columns = 8

    /// Two rows of photos, those that were repaired first; nil when no original can be read any more.
    func photo() throws -> ReportPhoto? {
        let candidates = try workspace.usablePhotos().filter { $0.file != nil }
        let repaired = Self.spread(candidates.filter { $0.verdict != .ok }, Self.columns / 2)
        let others = Self.spread(candidates.filter { $0.verdict == .ok }, Self.columns - repaired.count)
        let pairs = (repaired + others).compactMap(pair)
        guard !pairs.isEmpty else { return nil }
        let step = Self.cell + Self.gap
        var sheet = PixelBuffer(
            width: pairs.count * step - Self.gap, height: 2 * step - Self.gap, colour: (255, 255, 255))
        for (column, pair) in pairs.enumerated() {
            let (before, after) = pair
            sheet.paste(
                before, left: column * step + (Self.cell - before.width) / 2,
                top: (Self.cell - before.height) / 2)
            sheet.paste(after, left: column * step, top: step)
        }
        return ReportPhoto(
            bytes: try sheet.jpeg(quality: 85),
            caption:
                "\(pairs.count) photos: above as they came, below upright, in sRGB and on a square of one size"
        )
    }

    private func pair(_ photo: StoredPhoto) -> (before: PixelBuffer, after: PixelBuffer)? {
        guard let file = photo.file, let width = photo.width, let height = photo.height else { return nil }
        let scale = Double(Self.cell) / Double(max(width, height, 1))
        let before = try? PhotoDecoder.decode(
            source.appendingPathComponent(file), crop: nil, width: max(1, Int(Double(width) * scale)),
            height: max(1, Int(Double(height) * scale)))
        let after = try? PhotoDecoder.decode(
            workspace.photos.url(id: photo.id, size: .large), crop: nil, width: Self.cell, height: Self.cell)
        guard let before, let after else { return nil }
        return (before, after)
    }

    /// So many of them, evenly.
    private static func spread(_ photos: [StoredPhoto], _ count: Int) -> [StoredPhoto] {
        guard photos.count > count else { return photos }
        return (0..<count).map { photos[$0 * photos.count / count] }
    }
}
