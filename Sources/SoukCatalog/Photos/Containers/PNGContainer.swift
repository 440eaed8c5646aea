import CSoukVips

/// PNG (W3C, third edition): chunks of length, type, data and checksum.
enum PNGContainer {
    static func stripped(_ file: ByteBuffer) -> ByteBuffer {
        let source = file.bytes
        var kept = KeptParts(of: source)
        kept.keep(0..<8)
        var seen: Set<UInt32> = []
        var start = 8
        while start + 8 <= source.count {
            let (length, end) = (source.big32(start), start + 12 + source.big32(start))
            let kind = UInt32(source.big32(start + 4))
            guard end <= source.count else {
                // Cut short: the rest of the picture is worth keeping, the rest of anything else is not.
                if isPicture(kind) { kept.keep(start..<source.count) }
                break
            }
            let data = UnsafeRawBufferPointer(rebasing: source[start + 8..<start + 8 + length])
            let isKept = isPicture(kind) || (helps(kind, data) && seen.insert(kind).inserted)
            if isKept { kept.keep(start..<end) }
            start = end
            if kind == name("IEND") { break }
        }
        return ByteBuffer(kept.bytes)
    }

    private static func isPicture(_ kind: UInt32) -> Bool { picture.contains(kind) }

    /// Whether the chunk says how the picture looks, and is no larger than that takes.
    private static func helps(_ kind: UInt32, _ data: UnsafeRawBufferPointer) -> Bool {
        if small.contains(kind) { return data.count <= ContainerLimits.small }
        if kind == name("eXIf") { return data.count <= ContainerLimits.exif }
        guard kind == name("iCCP"), let end = data.prefix(80).firstIndex(of: 0), end + 2 < data.count else {
            return false
        }
        let packed = UnsafeRawBufferPointer(rebasing: data[(end + 2)...])
        return packed.count <= ContainerLimits.profile
            && cvips_inflates_within(packed.baseAddress, packed.count, ContainerLimits.profile) != 0
    }

    private static let picture = Set(["IHDR", "PLTE", "IDAT", "IEND"].map(name))
    private static let small = Set(["tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs"].map(name))

    private static func name(_ text: String) -> UInt32 { text.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
