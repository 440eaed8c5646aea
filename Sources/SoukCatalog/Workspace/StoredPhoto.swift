import GRDB

/// A photo as the catalogue keeps it.
public struct StoredPhoto: Sendable, Equatable, Identifiable {
    public var id: String
    /// What the tables say; nil when nothing names the photo.
    public var listingID: String?
    /// Place in the seller's order, from 0.
    public var ordinal: Int
    /// The photo's name as the table gives it, or the file's path.
    public var name: String
    /// Path below the photo folder; nil when there is no such file.
    public var file: String?
    /// SHA-256 of the file's bytes, hexadecimal.
    public var contentHash: String?
    /// Of the original, upright, in pixels.
    public var width: Int?
    public var height: Int?
    public var perceptualHash: UInt64?
    public var frame: PhotoFrame?
    /// nil until the photo has been looked at.
    public var verdict: Verdict?

    init(_ row: Row) {
        id = row["id"]
        listingID = row["listing_id"]
        ordinal = row["ordinal"]
        name = row["name"]
        file = row["file"]
        contentHash = row["sha256"]
        width = row["width"]
        height = row["height"]
        perceptualHash = (row["perceptual_hash"] as Int64?).map(UInt64.init(bitPattern:))
        frame = PhotoFrame(row)
        verdict = (row["verdict"] as String?).flatMap(Verdict.init)
    }
}

extension PhotoFrame {
    /// From the columns `frame_x`, `frame_y`, `frame_width`, `frame_height`.
    init?(_ row: Row) {
        guard let x = row["frame_x"] as Double?, let y = row["frame_y"] as Double?,
            let width = row["frame_width"] as Double?, let height = row["frame_height"] as Double?
        else { return nil }
        self.init(x: x, y: y, width: width, height: height)
    }
}
