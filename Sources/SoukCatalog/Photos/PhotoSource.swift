import CSoukVips

/// An encoded photo whose format, header and limits have been checked; nothing is decoded yet.
struct PhotoSource {
    let bytes: ByteBuffer
    let format: PhotoFormat
    let info: CVipsInfo
    /// Frames or pages in the file.
    let frames: Int

    init(_ bytes: ByteBuffer, limits: PhotoLimits) throws(PhotoRejection) {
        guard bytes.count > 0 else { throw .empty }
        guard bytes.count <= limits.fileBytes else {
            throw .fileTooLarge(bytes: bytes.count, limit: limits.fileBytes)
        }
        guard let format = PhotoFormat(sniffing: bytes.prefix(32)) else {
            throw .notAPhoto(look: lookOfForeignFile(bytes.prefix(512)))
        }
        guard Picture.reads(format) else { throw .unsupported(format) }
        let container = try PhotoContainer(bytes, format: format)
        let bytes = container.bytes
        if format == .jpeg {
            let scans = Int(cvips_jpeg_scans(bytes.start, bytes.count, Int32(clamping: limits.scans)))
            guard scans <= limits.scans else { throw .tooManyScans(scans, limit: limits.scans) }
        }
        do {
            info = try Self.header(bytes, format)
        } catch {
            throw .corrupt(format)
        }
        self.bytes = bytes
        self.format = format
        frames = container.frames ?? Int(info.pages)
        try check(limits)
    }

    /// libvips sets aside room for all samples of a WebP when it opens it, so a large one is opened shrunk.
    private static func header(_ bytes: ByteBuffer, _ format: PhotoFormat) throws(VipsFailure) -> CVipsInfo {
        guard format == .webp, let size = WebPContainer.size(bytes), size.width * size.height > shrunkPixels
        else { return try Picture.open(bytes, format: format, tolerance: CVIPS_TOLERANT).info }
        let shrink = max(1, min(size.width, size.height) / 32)
        var info = try Picture.open(bytes, format: format, shrink: shrink, tolerance: CVIPS_TOLERANT).info
        (info.width, info.height) = (Int32(size.width), Int32(size.height))
        return info
    }

    private func check(_ limits: PhotoLimits) throws(PhotoRejection) {
        guard max(storedWidth, storedHeight) <= limits.longestSide,
            storedWidth * storedHeight <= limits.pixels
        else { throw .tooManyPixels(width: width, height: height, limits: limits) }
        guard decodingBytes <= limits.memory else {
            throw .tooMuchMemory(
                width: width, height: height, format: format, bytes: decodingBytes, limit: limits.memory)
        }
        guard min(storedWidth, storedHeight) >= limits.shortestSide else {
            throw .tooSmall(width: width, height: height, limit: limits.shortestSide)
        }
    }

    var storedWidth: Int { Int(info.width) }
    var storedHeight: Int { Int(info.height) }
    var hasForeignProfile: Bool { info.profile == CVIPS_FOREIGN_PROFILE }
    var orientation: Int { Int(info.orientation) }

    /// EXIF orientations 5 to 8 lie on their side.
    var liesOnItsSide: Bool { orientation >= 5 }

    /// Upright size, in pixels.
    var width: Int { liesOnItsSide ? storedHeight : storedWidth }
    var height: Int { liesOnItsSide ? storedWidth : storedHeight }

    /// By what a JPEG or a WebP can be shrunk while it is decoded so that at least twice the wanted pixels are
    /// left for the Lanczos filter; 1 for other formats.
    func shrink(from: (width: Int, height: Int), to: (width: Int, height: Int)) -> Int {
        let most = min(from.width / (2 * to.width), from.height / (2 * to.height))
        return switch format {
        case .jpeg: [8, 4, 2].first { $0 <= most } ?? 1
        case .webp: max(1, most)
        default: 1
        }
    }

    /// What is left of a photo that is shrunk towards the large clean size, at most.
    private static let shrunkPixels = 16 * PhotoSize.large.rawValue * PhotoSize.large.rawValue

    /// Bytes of memory that decoding may take at most, from what the header says.
    var decodingBytes: Int {
        let pixels = storedWidth * storedHeight
        let samples = pixels * Int(info.bands) * max(1, Int(info.bits) / 8)
        let most =
            switch format {
            // Baseline JPEG and PNG are read row by row; progressive and interlaced ones as a whole.
            case .jpeg:
                cvips_jpeg_scans(bytes.start, bytes.count, 1) > 1
                    ? Int(Double(pixels) * JPEGContainer.coefficientBytes(bytes)) : 0
            case .png: bytes.bytes.count > 28 && bytes.bytes[28] != 0 ? samples : 0
            // Shrunk while it is decoded, but for lossless planes, which stand whole before.
            case .webp: pixels * WebPContainer.planeBytes(bytes) + min(pixels, Self.shrunkPixels) * 4 * 3
            case .gif: pixels * 4 * 3
            case .tiff: samples * 2
            case .heif: pixels * 4 * 3
            }
        return most + storedWidth * 4 * 512 + (24 << 20)
    }
}
