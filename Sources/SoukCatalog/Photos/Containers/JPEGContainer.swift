/// JPEG (ITU T.81): segments of marker, length and data, then entropy-coded scans.
enum JPEGContainer {
    /// What the coefficients of a pixel take while a progressive file is decoded: 3 bytes where colours are halved
    /// both ways, 6 where they are not.
    static func coefficientBytes(_ file: ByteBuffer) -> Double {
        let source = file.bytes
        var start = 2
        while start + 10 <= source.count, source[start] == 0xFF {
            let marker = source[start + 1]
            if marker == 0xFF {
                start += 1
            } else if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                let parts = (0..<min(4, Int(source[start + 9]))).map { start + 11 + 3 * $0 }
                    .filter { $0 < source.count }.map { (Int(source[$0] >> 4), Int(source[$0] & 15)) }
                let most = (parts.map(\.0).max() ?? 1) * (parts.map(\.1).max() ?? 1)
                guard most > 0 else { break }
                return Double(2 * parts.reduce(0) { $0 + $1.0 * $1.1 }) / Double(most)
            } else {
                start += 2 + source.big16(start + 2)
            }
        }
        return 8
    }

    static func stripped(_ file: ByteBuffer) -> ByteBuffer {
        let source = file.bytes
        var kept = KeptParts(of: source)
        kept.keep(0..<2)
        var (start, profile, hasEXIF) = (2, 0, false)
        while start + 4 <= source.count {
            guard source[start] == 0xFF, source[start + 1] != 0xFF else {
                // Fill bytes and rubbish between segments: decoders skip them and say so.
                kept.keep(start..<start + 1)
                start += 1
                continue
            }
            let marker = source[start + 1]
            if (0xD0...0xD8).contains(marker) || marker == 0x01 || marker == 0x00 {
                kept.keep(start..<start + 2)
                start += 2
                continue
            }
            let end = start + 2 + source.big16(start + 2)
            guard marker != 0xDA, marker != 0xD9, end >= start + 4, end <= source.count else { break }
            var isKept = true
            switch marker {
            case 0xE0, 0xEE: isKept = end - start <= ContainerLimits.small
            case 0xE1:
                isKept = !hasEXIF && source.holds("Exif\0", at: start + 4)
                hasEXIF = hasEXIF || isKept
            case 0xE2:
                isKept = source.holds("ICC_PROFILE\0", at: start + 4)
                profile += isKept ? end - start : 0
                isKept = isKept && profile <= ContainerLimits.profile
            case 0xE3...0xED, 0xEF, 0xFE: isKept = false
            default: break
            }
            if isKept { kept.keep(start..<end) }
            start = end
        }
        kept.keep(start..<source.count)
        return ByteBuffer(kept.bytes)
    }
}
