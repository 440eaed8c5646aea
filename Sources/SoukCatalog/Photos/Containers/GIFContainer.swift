/// GIF89a: blocks that say themselves where they end.
enum GIFContainer {
    /// Without what comes after the first hundreds of frames: only the first is shown.
    static func stripped(_ file: ByteBuffer) -> ByteBuffer {
        let source = file.bytes
        guard source.count > 13 else { return file }
        var (start, frames) = (13 + colours(source[10]), 0)
        while start < source.count {
            switch source[start] {
            case 0x2C where start + 10 < source.count:
                frames += 1
                if frames > ContainerLimits.frames {
                    var kept = KeptParts(of: source)
                    kept.keep(0..<start)
                    kept.append([0x3B])
                    return ByteBuffer(kept.bytes)
                }
                start += 11 + colours(source[start + 9])
            case 0x21: start += 2
            default: return file
            }
            while start < source.count, source[start] != 0 { start += 1 + Int(source[start]) }
            start += 1
        }
        return file
    }

    /// Bytes of a colour table.
    private static func colours(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
}
