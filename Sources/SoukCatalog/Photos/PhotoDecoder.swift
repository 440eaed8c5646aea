import CSoukVips
public import Foundation

/// Decodes clean photos for training and classification. Thread-safe; works in the calling thread.
public enum PhotoDecoder {
    /// Decodes a photo file, cuts out `crop` (fractions of the upright picture; nil: all of it) and
    /// resamples that to exactly `width` x `height`, distorting it where the proportions differ.
    ///
    /// JPEG is shrunk while it is decoded where that leaves the Lanczos filter twice the wanted pixels.
    /// Untrusted photos are safe too: the limits are checked first, colours become sRGB, EXIF
    /// orientations upright.
    public static func decode(
        _ url: URL, crop: PhotoFrame?, width: Int, height: Int
    ) throws(CatalogError) -> PixelBuffer {
        do throws(PhotoRejection) {
            let bytes = try PhotoFile.read(url, limits: limits)
            return try decode(bytes, crop: crop ?? .whole, width: width, height: height)
        } catch {
            throw .photo(path: url.path, reason: "\(error)")
        }
    }

    /// The same for the bytes of a photo in memory.
    public static func decode(
        _ bytes: [UInt8], crop: PhotoFrame?, width: Int, height: Int
    ) throws(CatalogError) -> PixelBuffer {
        do throws(PhotoRejection) {
            return try decode(ByteBuffer(bytes), crop: crop ?? .whole, width: width, height: height)
        } catch {
            throw .photo(path: "photo of \(bytes.count) bytes in memory", reason: "\(error)")
        }
    }

    /// Clean photos may be of any size: thumbnails too.
    private static let limits: PhotoLimits = {
        var limits = PhotoLimits()
        limits.shortestSide = 1
        // A small part of a photo is decoded without shrinking it.
        limits.pixels = 50_000_000
        return limits
    }()

    private static func decode(
        _ bytes: ByteBuffer, crop: PhotoFrame, width: Int, height: Int
    ) throws(PhotoRejection) -> PixelBuffer {
        precondition(width > 0 && height > 0, "a photo of \(width)x\(height) pixels was asked for")
        let source = try PhotoSource(bytes, limits: limits)
        do throws(VipsFailure) {
            return source.orientation == 1
                ? try cut(source, crop, width, height)
                : try turnThenCut(source, crop, width, height)
        } catch {
            throw .corrupt(source.format)
        }
    }

    private static func cut(
        _ source: PhotoSource, _ crop: PhotoFrame, _ width: Int, _ height: Int
    ) throws(VipsFailure) -> PixelBuffer {
        let wanted = PixelBox(crop, width: source.width, height: source.height)
        let shrink = source.shrink(from: (wanted.width, wanted.height), to: (width, height))
        let picture = try open(source, shrink: shrink)
        let info = picture.info
        let box = PixelBox(crop, width: Int(info.width), height: Int(info.height))
        return try picture.cropped(to: box).shrunk(towards: width, height)
            .inSRGB(byProfile: source.hasForeignProfile).pixels().resized(width: width, height: height)
    }

    private static func turnThenCut(
        _ source: PhotoSource, _ crop: PhotoFrame, _ width: Int, _ height: Int
    ) throws(VipsFailure) -> PixelBuffer {
        let wanted = PixelBox(crop, width: source.width, height: source.height)
        let shrink = source.shrink(from: (wanted.width, wanted.height), to: (width, height))
        // What of the whole picture is left when the part that is wanted has the size that is wanted.
        let whole = (
            width: max(1, width * source.width / max(1, wanted.width)),
            height: max(1, height * source.height / max(1, wanted.height))
        )
        let towards = source.liesOnItsSide ? (whole.height, whole.width) : (whole.width, whole.height)
        let stored = try open(source, shrink: shrink).shrunk(towards: towards.0, towards.1)
            .inSRGB(byProfile: source.hasForeignProfile).pixels()
        let upright = try stored.turned(from: source.orientation)
        let box = PixelBox(crop, width: upright.width, height: upright.height)
        return try Picture(upright).cropped(to: box).pixels().resized(width: width, height: height)
    }

    private static func open(_ source: PhotoSource, shrink: Int) throws(VipsFailure) -> Picture {
        let picture = try Picture.open(
            source.bytes, format: source.format, shrink: shrink, tolerance: CVIPS_UNTIL_TRUNCATED)
        return source.info.has_alpha != 0 ? try picture.flattened() : picture
    }
}
