import SoukCatalog

/// An animation of two frames without compression (GIF89a): the picture, then its mirror image.
enum PlainGIF {
    static func encode(_ picture: PixelBuffer) -> [UInt8] {
        var file = Array("GIF89a".utf8) + short(picture.width) + short(picture.height) + [0xF6, 0, 0]
        for colour in 0..<128 {
            file += [UInt8(colour >> 5 * 85), UInt8((colour >> 2 & 7) * 36), UInt8((colour & 3) * 85)]
        }
        file += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
        for mirrored in [false, true] {
            file +=
                [0x21, 0xF9, 4, 0, 50, 0, 0, 0, 0x2C, 0, 0, 0, 0] + short(picture.width)
                + short(picture.height) + [0, 7]
            file += blocks(codes(picture, mirrored: mirrored)) + [0]
        }
        return file + [0x3B]
    }

    /// Eight-bit codes; the table is cleared before codes would need nine bits.
    private static func codes(_ picture: PixelBuffer, mirrored: Bool) -> [UInt8] {
        var codes: [UInt8] = []
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                if (y * picture.width + x) % 120 == 0 { codes.append(128) }
                let (red, green, blue) = picture[mirrored ? picture.width - 1 - x : x, y]
                codes.append((red >> 6) << 5 | (green >> 5) << 2 | blue >> 6)
            }
        }
        return codes + [129]
    }

    private static func blocks(_ codes: [UInt8]) -> [UInt8] {
        stride(from: 0, to: codes.count, by: 255).flatMap { start in
            let block = codes[start..<min(start + 255, codes.count)]
            return [UInt8(block.count)] + block
        }
    }

    private static func short(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
}
