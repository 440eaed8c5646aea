/// WebP: RIFF chunks of type, length and data, padded to even lengths.
enum WebPContainer {
    /// Bytes of a pixel that are decoded whole before they are shrunk: 4 of a lossless picture, 1 of transparency.
    static func planeBytes(_ file: ByteBuffer) -> Int {
        let source = file.bytes
        var (start, bytes) = (12, 0)
        while start + 8 <= source.count {
            if source.holds("VP8L", at: start) { return 4 }
            if source.holds("ALPH", at: start) { bytes = max(bytes, 1) }
            // The frames of an animation hold chunks of their own.
            let length = source.little32(start + 4)
            start += source.holds("ANMF", at: start) ? 24 : 8 + length + length % 2
        }
        return bytes
    }

    /// Of the canvas, in pixels, as the first chunk tells; nil where it tells none.
    static func size(_ file: ByteBuffer) -> (width: Int, height: Int)? {
        let source = file.bytes
        guard source.count >= 30 else { return nil }
        func number(_ offset: Int, _ bytes: Int) -> Int {
            Int(source.number(at: offset, bytes: bytes, bigEndian: false))
        }
        if source.holds("VP8X", at: 12) { return (number(24, 3) + 1, number(27, 3) + 1) }
        if source.holds("VP8 ", at: 12), number(23, 3) == 0x2A019D {
            return (number(26, 2) & 0x3FFF, number(28, 2) & 0x3FFF)
        }
        guard source.holds("VP8L", at: 12), source[20] == 0x2F else { return nil }
        let bits = number(21, 4)
        return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    }

    static func stripped(_ file: ByteBuffer) -> ByteBuffer {
        let source = file.bytes
        guard source.count >= 12 else { return file }
        var kept = KeptParts(of: source)
        kept.keep(0..<12)
        var (start, flags, dropped) = (12, nil as Int?, 0)
        var hasEXIF = false, hasProfile = false
        while start + 8 <= source.count {
            let length = source.little32(start + 4)
            let end = start + 8 + length + length % 2
            guard end <= source.count else { break }
            var isKept = false
            if source.holds("VP8X", at: start) {
                isKept = flags == nil && length >= 10
                if isKept { flags = kept.bytes.count + 8 }
            } else if source.holds("ICCP", at: start) {
                isKept = !hasProfile && length <= ContainerLimits.profile
                hasProfile = hasProfile || isKept
            } else if source.holds("EXIF", at: start) {
                isKept = !hasEXIF && length <= ContainerLimits.exif
                hasEXIF = hasEXIF || isKept
            } else {
                isKept = picture.contains { source.holds($0, at: start) }
            }
            if isKept { kept.keep(start..<end) } else { dropped += end - start }
            start = end
        }
        kept.keep(start..<source.count)
        if dropped > 0 {
            let size = max(4, source.little32(4) - dropped)
            kept.set((0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }, at: 4)
            if let flags {
                // What the header announces must be there: profile, EXIF; XMP never is.
                var value = kept.bytes[flags] & ~0x04
                if !hasProfile { value &= ~0x20 }
                if !hasEXIF { value &= ~0x08 }
                kept.set([value], at: flags)
            }
        }
        return ByteBuffer(kept.bytes)
    }

    private static let picture: [StaticString] = ["VP8 ", "VP8L", "ALPH", "ANIM", "ANMF"]
}
