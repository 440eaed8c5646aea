import CSoukVips

/// What libvips said when it could not do something.
struct VipsFailure: Error {
    let message: String
}

/// A picture inside libvips, computed lazily from top to bottom; used by one thread at a time.
final class Picture {
    private let handle: OpaquePointer
    /// The encoded bytes or samples that the lazy computation still reads.
    private let source: ByteBuffer

    private init(owning handle: OpaquePointer, over source: ByteBuffer) {
        self.handle = handle
        self.source = source
    }

    deinit { cvips_release(handle) }

    /// Reads the header of an encoded photo with exactly the decoder of its format.
    static func open(
        _ bytes: ByteBuffer, format: PhotoFormat, shrink: Int = 1, tolerance: CVipsTolerance
    ) throws(VipsFailure) -> Picture {
        try make(over: bytes) { out, message in
            cvips_open(
                bytes.start, bytes.count, format.decoder, Int32(shrink), tolerance, &out, &message)
        }
    }

    /// An SVG drawing of Souk's own at `scale` times its own size.
    static func open(svg bytes: ByteBuffer, scale: Double) throws(VipsFailure) -> Picture {
        try make(over: bytes) { out, message in
            cvips_open_svg(bytes.start, bytes.count, scale, &out, &message)
        }
    }

    convenience init(_ pixels: PixelBuffer) throws(VipsFailure) {
        let samples = ByteBuffer(pixels.bytes)
        let handle = try Picture.own { out, message in
            cvips_wrap(samples.start, Int32(pixels.width), Int32(pixels.height), &out, &message)
        }
        self.init(owning: handle, over: samples)
    }

    var info: CVipsInfo {
        var info = CVipsInfo()
        cvips_info(handle, &info)
        return info
    }

    func flattened() throws(VipsFailure) -> Picture {
        try derive { out, message in cvips_flatten(self.handle, &out, &message) }
    }

    func cropped(to box: PixelBox) throws(VipsFailure) -> Picture {
        try derive { out, message in
            cvips_crop(
                self.handle, Int32(box.left), Int32(box.top), Int32(box.width), Int32(box.height),
                &out, &message)
        }
    }

    /// Shrunk by a whole factor, such that at least twice the wanted size is left: cheap, bounds the
    /// memory, and leaves the fine work to the Lanczos filter.
    func shrunk(towards width: Int, _ height: Int) throws(VipsFailure) -> Picture {
        let info = self.info
        let factor = min(Int(info.width) / (2 * width), Int(info.height) / (2 * height))
        if factor < 2 { return self }
        return try derive { out, message in cvips_shrink(self.handle, Int32(factor), &out, &message) }
    }

    func inSRGB(byProfile: Bool) throws(VipsFailure) -> Picture {
        try derive { out, message in cvips_to_srgb(self.handle, byProfile ? 1 : 0, &out, &message) }
    }

    /// Upright, given the EXIF orientation (1 to 8) of the samples.
    func turned(from orientation: Int) throws(VipsFailure) -> Picture {
        try derive { out, message in
            cvips_turn(self.handle, Int32(orientation), &out, &message)
        }
    }

    /// Computes all samples in the calling thread.
    func pixels() throws(VipsFailure) -> PixelBuffer {
        let (pixels, failure) = goodRows(strip: 64)
        if let failure { throw failure }
        return pixels
    }

    /// The rows from the top that decode, and what stopped the decoder before the end. Up to `strip` - 1
    /// good rows are lost there.
    func goodRows(strip: Int = 8) -> (PixelBuffer, VipsFailure?) {
        let info = self.info
        let rowBytes = Int(info.width) * Int(info.bands)
        let capacity = rowBytes * Int(info.height)
        var rows: Int32 = 0
        var message: UnsafeMutablePointer<CChar>?
        var status: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            status = cvips_read(handle, Int32(strip), buffer.baseAddress, capacity, &rows, &message)
            count = Int(rows) * rowBytes
        }
        let pixels = PixelBuffer(width: Int(info.width), height: Int(rows), bytes: bytes)
        return (pixels, status == 0 ? nil : Picture.failure(taking: message))
    }

    /// JPEG with 4:2:0 colour, without metadata.
    func jpeg(quality: Int) throws(VipsFailure) -> [UInt8] {
        try encoded { bytes, length, message in
            cvips_write_jpeg(self.handle, Int32(quality), &bytes, &length, &message)
        }
    }

    /// PNG without metadata.
    func png() throws(VipsFailure) -> [UInt8] {
        try encoded { bytes, length, message in
            cvips_write_png(self.handle, &bytes, &length, &message)
        }
    }
}

// MARK: - Statuses and messages

extension Picture {
    private typealias Message = UnsafeMutablePointer<CChar>?
    private typealias Call = (inout OpaquePointer?, inout Message) -> Int32

    /// libvips starts once, on first use.
    private static let startFailure: String? = {
        var message: Message = nil
        return cvips_start(&message) == 0 ? nil : failure(taking: message).message
    }()

    /// Whether this build of libvips decodes a format.
    static func reads(_ format: PhotoFormat) -> Bool {
        startFailure == nil && cvips_reads(format.decoder) != 0
    }

    private static func own(_ call: Call) throws(VipsFailure) -> OpaquePointer {
        if let startFailure { throw VipsFailure(message: startFailure) }
        var out: OpaquePointer?
        var message: Message = nil
        guard call(&out, &message) == 0, let out else { throw failure(taking: message) }
        return out
    }

    private static func make(over source: ByteBuffer, _ call: Call) throws(VipsFailure) -> Picture {
        Picture(owning: try own(call), over: source)
    }

    private func derive(_ call: Call) throws(VipsFailure) -> Picture {
        try Picture.make(over: source, call)
    }

    private func encoded(
        _ call: (inout UnsafeMutableRawPointer?, inout Int, inout Message) -> Int32
    ) throws(VipsFailure) -> [UInt8] {
        var bytes: UnsafeMutableRawPointer?
        var length = 0
        var message: Message = nil
        guard call(&bytes, &length, &message) == 0 else { throw Picture.failure(taking: message) }
        defer { cvips_free(bytes) }
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: length))
    }

    private static func failure(taking message: Message) -> VipsFailure {
        guard let message else { return VipsFailure(message: "no reason given") }
        defer { cvips_free(message) }
        return VipsFailure(message: String(cString: message))
    }
}
