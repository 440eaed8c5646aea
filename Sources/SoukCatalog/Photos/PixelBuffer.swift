import CSoukVips

/// 8-bit sRGB samples, shape `[height, width, 3]`.
public struct PixelBuffer: Sendable, Equatable {
    public var width: Int
    public var height: Int
    public var bytes: [UInt8]

    /// `bytes` holds `height * width * 3` samples, row by row.
    public init(width: Int, height: Int, bytes: [UInt8]) {
        precondition(bytes.count == width * height * 3, "\(bytes.count) samples for \(height)x\(width)x3")
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    /// One colour everywhere.
    public init(width: Int, height: Int, colour: (UInt8, UInt8, UInt8)) {
        var bytes = [UInt8](repeating: colour.0, count: width * height * 3)
        for pixel in 0..<width * height {
            bytes[pixel * 3 + 1] = colour.1
            bytes[pixel * 3 + 2] = colour.2
        }
        self.init(width: width, height: height, bytes: bytes)
    }

    /// Red, green and blue at a place.
    public subscript(x: Int, y: Int) -> (UInt8, UInt8, UInt8) {
        let at = (y * width + x) * 3
        return (bytes[at], bytes[at + 1], bytes[at + 2])
    }

    /// Copies `other` to the place whose upper left corner is given; what sticks out is cut off.
    public mutating func paste(_ other: PixelBuffer, left: Int, top: Int) {
        let first = max(0, -left)
        let last = min(other.width, width - left)
        guard first < last else { return }
        for y in max(0, -top)..<max(max(0, -top), min(other.height, height - top)) {
            let from = (y * other.width + first) * 3
            let to = ((y + top) * width + first + left) * 3
            bytes.replaceSubrange(
                to..<to + (last - first) * 3, with: other.bytes[from..<from + (last - first) * 3])
        }
    }

    /// Encoded as JPEG with 4:2:0 colour.
    public func jpeg(quality: Int = 90) throws(CatalogError) -> [UInt8] {
        try encoded { picture throws(VipsFailure) in try picture.jpeg(quality: quality) }
    }

    /// Encoded as PNG, without loss.
    public func png() throws(CatalogError) -> [UInt8] {
        try encoded { picture throws(VipsFailure) in try picture.png() }
    }

    /// Resampled to another size with the Lanczos kernel of three lobes.
    public func resized(width: Int, height: Int) -> PixelBuffer {
        precondition(
            width > 0 && height > 0 && !bytes.isEmpty, "\(self.width)x\(self.height) to \(width)x\(height)")
        if width == self.width && height == self.height { return self }
        let count = width * height * 3
        let resampled = [UInt8](unsafeUninitializedCapacity: count) { out, filled in
            cvips_resample(
                bytes, Int32(self.width), Int32(self.height), out.baseAddress, Int32(width), Int32(height))
            filled = count
        }
        return PixelBuffer(width: width, height: height, bytes: resampled)
    }

    private func encoded<Result>(
        _ body: (Picture) throws(VipsFailure) -> Result
    ) throws(CatalogError) -> Result {
        do {
            return try body(try Picture(self))
        } catch {
            throw .photo(path: "picture of \(width)x\(height) in memory", reason: error.message)
        }
    }

    /// Upright, given the EXIF orientation (1 to 8) of the samples.
    func turned(from orientation: Int) throws(VipsFailure) -> PixelBuffer {
        orientation == 1 ? self : try Picture(self).turned(from: orientation).pixels()
    }
}
