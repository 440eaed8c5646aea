import CSoukVips

/// Samples of a photo, 8-bit sRGB, not yet turned upright, and what had to be mended on the way.
struct DecodedPhoto {
    var pixels: PixelBuffer
    var repairs: [PhotoRepair]
}

extension PhotoSource {
    /// Decodes the stored picture resampled to `width` x `height`.
    ///
    /// A sound file is decoded strictly. A file that the decoder warns about is decoded in spite of the
    /// warnings. A file that ends too early gives its upper part, when that is more than half of it;
    /// the result is then less high, so that the picture keeps its proportions.
    func decode(width: Int, height: Int) throws(PhotoRejection) -> DecodedPhoto {
        let shrink = shrink(from: (storedWidth, storedHeight), to: (width, height))
        if let sound = decode(width: width, height: height, shrink: shrink, tolerance: CVIPS_STRICT) {
            return sound
        }
        if var damaged = decode(
            width: width, height: height, shrink: shrink, tolerance: CVIPS_UNTIL_TRUNCATED)
        {
            damaged.repairs.insert(.damaged, at: 0)
            return damaged
        }
        return try salvage(width: width, height: height, shrink: shrink)
    }

    private func decode(width: Int, height: Int, shrink: Int, tolerance: CVipsTolerance) -> DecodedPhoto? {
        do throws(VipsFailure) {
            var picture = try Picture.open(bytes, format: format, shrink: shrink, tolerance: tolerance)
            if info.has_alpha != 0 { picture = try picture.flattened() }
            let pixels = try picture.shrunk(towards: width, height)
                .inSRGB(byProfile: hasForeignProfile).pixels()
            return DecodedPhoto(pixels: pixels.resized(width: width, height: height), repairs: colourRepairs)
        } catch {
            return nil
        }
    }

    private var colourRepairs: [PhotoRepair] {
        var repairs: [PhotoRepair] = []
        if info.bits > 8 { repairs.append(.fromDeepSamples(bits: Int(info.bits))) }
        if info.colours == CVIPS_CMYK {
            repairs.append(.fromCMYK)
        } else if hasForeignProfile {
            repairs.append(.fromProfile)
        }
        if info.profile == CVIPS_UNUSABLE_PROFILE { repairs.append(.profileIgnored) }
        if info.has_alpha != 0 { repairs.append(.alphaOverWhite) }
        return repairs
    }

    // MARK: - Truncated files

    private func salvage(width: Int, height: Int, shrink: Int) throws(PhotoRejection) -> DecodedPhoto {
        guard let (pixels, full) = upperPart(shrink: shrink) else { throw .corrupt(format) }
        let kept = Double(pixels.height) / Double(full)
        guard kept > 0.5 else { throw .truncated(kept: kept) }
        let rows = max(1, Int((Double(height) * kept).rounded()))
        return DecodedPhoto(
            pixels: pixels.resized(width: width, height: rows),
            repairs: [.truncated(kept: kept)] + colourRepairs)
    }

    /// The rows that decode and the rows that there should be; nil when not even one row decodes.
    private func upperPart(shrink: Int) -> (PixelBuffer, of: Int)? {
        if let picture = plainPicture(shrink: shrink, tolerance: CVIPS_UNTIL_TRUNCATED) {
            let (pixels, _) = picture.goodRows()
            if pixels.height > 0 { return (pixels, Int(picture.info.height)) }
        }
        // A progressive JPEG is decoded as a whole or not at all, and so is a GIF frame. Their decoders
        // fill what is missing with one colour. (The PNG decoder of libvips 8.14 leaves it undefined.)
        guard format == .jpeg || format == .gif,
            let picture = plainPicture(shrink: shrink, tolerance: CVIPS_TOLERANT),
            let pixels = try? picture.pixels()
        else { return nil }
        return (pixels.withoutBlankEnd(), pixels.height)
    }

    /// Above this the samples of a whole photo are not held, shrunk ones are.
    private static let wholePixels = 50_000_000

    private func plainPicture(shrink: Int, tolerance: CVipsTolerance) -> Picture? {
        do throws(VipsFailure) {
            var picture = try Picture.open(bytes, format: format, shrink: shrink, tolerance: tolerance)
            if Int(picture.info.width) * Int(picture.info.height) > Self.wholePixels {
                let side = PhotoSize.large.rawValue
                picture = try picture.shrunk(towards: side, side)
            }
            if info.has_alpha != 0 { picture = try picture.flattened() }
            return try picture.inSRGB(byProfile: hasForeignProfile)
        } catch {
            return nil
        }
    }
}

extension PixelBuffer {
    /// Without the rows at the lower end that all have one and the same colour.
    fileprivate func withoutBlankEnd() -> PixelBuffer {
        let rowBytes = width * 3
        let end = Array(bytes.suffix(3))
        let blank = [UInt8]((0..<width).flatMap { _ in end })
        var rows = height
        while rows > 0, bytes[(rows - 1) * rowBytes..<rows * rowBytes].elementsEqual(blank) { rows -= 1 }
        return PixelBuffer(width: width, height: rows, bytes: Array(bytes.prefix(rows * rowBytes)))
    }
}
