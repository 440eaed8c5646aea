import Foundation

import SoukCatalog

/// A small scene with a different colour in each quarter and some detail; 96x64 unless told.
func scene(width: Int = 96, height: Int = 64) -> PixelBuffer {
    var pixels = PixelBuffer(width: width, height: height, colour: (0, 0, 0))
    for y in 0..<height {
        for x in 0..<width {
            let at = (y * width + x) * 3
            pixels.bytes.replaceSubrange(at..<at + 3, with: sceneColour(x, y, width, height))
        }
    }
    return pixels
}

/// Upper left red, upper right green, lower left blue, lower right yellow, with a fine chequer.
private func sceneColour(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> [UInt8] {
    let shade: UInt8 = (x / 4 + y / 4) % 2 == 0 ? 0 : 20
    return switch (2 * y >= height, 2 * x >= width) {
    case (false, false): [220, 20 + shade, 20]
    case (false, true): [20 + shade, 200, 20]
    case (true, false): [20, 20 + shade, 220]
    case (true, true): [220, 220, shade]
    }
}

/// The samples as a camera stores them that notes an EXIF orientation (1...8) for the upright picture.
func stored(_ upright: PixelBuffer, orientation: Int) -> PixelBuffer {
    let (width, height) = (upright.width, upright.height)
    let onItsSide = orientation >= 5
    let fromRight = [2, 3, 6, 7].contains(orientation)
    let fromBottom = [3, 4, 7, 8].contains(orientation)
    var result = PixelBuffer(
        width: onItsSide ? height : width, height: onItsSide ? width : height, colour: (0, 0, 0))
    for row in 0..<result.height {
        for column in 0..<result.width {
            let (along, down) = onItsSide ? (row, column) : (column, row)
            let colour = upright[fromRight ? width - 1 - along : along, fromBottom ? height - 1 - down : down]
            let at = (row * result.width + column) * 3
            result.bytes.replaceSubrange(at..<at + 3, with: [colour.0, colour.1, colour.2])
        }
    }
    return result
}

extension [UInt8] {
    func withExif(orientation: UInt8) -> [UInt8] {
        let tiff: [UInt8] =
            Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1] + [
                0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
            ]
            + [0, 0, 0, 0]
        return withJPEGSegment(0xE1, Array("Exif\0\0".utf8) + tiff)
    }

    /// A JPEG with one more segment behind its start.
    func withJPEGSegment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let segment = [0xFF, marker] + bigEndian16(content.count + 2) + content
        return Array(self[..<2]) + segment + Array(self[2...])
    }

    /// A JPEG that claims other dimensions.
    func withJPEGSize(_ width: Int, _ height: Int) -> [UInt8] {
        var copy = self
        guard let frame = indices.dropLast().first(where: { self[$0] == 0xFF && self[$0 + 1] == 0xC0 }) else {
            return self
        }
        copy.replaceSubrange(frame + 5..<frame + 9, with: bigEndian16(height) + bigEndian16(width))
        return copy
    }

    func prefix(share: Double) -> [UInt8] { Array(self[..<Int(Double(count) * share)]) }

    init(base64 text: String) { self = Data(base64Encoded: text).map(Array.init) ?? [] }
}

func bigEndian16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
func bigEndian32(_ value: Int) -> [UInt8] { bigEndian16(value >> 16) + bigEndian16(value) }
func littleEndian16(_ value: Int) -> [UInt8] { bigEndian16(value).reversed() }
func littleEndian32(_ value: Int) -> [UInt8] { bigEndian32(value).reversed() }

/// PNG files built by hand, with every freedom to build them wrong.
enum HandmadePNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// - Parameters:
    ///   - colour: PNG colour type: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.
    ///   - rows: the bytes of each row.
    static func file(
        width: Int, height: Int, bits: UInt8, colour: UInt8, extra: [[UInt8]] = [], rows: [[UInt8]]
    ) -> [UInt8] {
        let raw: [UInt8] = rows.flatMap { row -> [UInt8] in [0] + row }
        return signature + header(width: width, height: height, bits: bits, colour: colour)
            + Array(extra.joined()) + chunk("IDAT", zlibStored(raw)) + chunk("IEND", [])
    }

    static func header(width: Int, height: Int, bits: UInt8, colour: UInt8) -> [UInt8] {
        chunk("IHDR", bigEndian32(width) + bigEndian32(height) + [bits, colour, 0, 0, 0])
    }

    static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return bigEndian32(content.count) + body + bigEndian32(Int(crc32(body)))
    }

    /// zlib data that inflates to at least this many zero bytes, 159 times larger than itself: a literal
    /// zero, then matches of length 258 at distance 1, of which eight are 13 bytes of Huffman codes.
    static func zlibBomb(zeros: Int) -> [UInt8] {
        let match: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]
        let start: [UInt8] = [1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0] + match.prefix(5)
        let cycle = pack((0..<104).map { match[($0 + 5) % 13] })
        return (0...zeros / 2064).reduce(into: [0x78, 0x9C] + pack(start)) { bytes, _ in bytes += cycle }
    }

    private static func pack(_ bits: [UInt8]) -> [UInt8] {
        stride(from: 0, to: bits.count, by: 8).map { start in
            (0..<8).reduce(UInt8(0)) { $0 | bits[start + $1] << UInt8($1) }
        }
    }

    static func zlibStored(_ raw: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65535, raw.count)
            result +=
                [end == raw.count ? 1 : 0] + littleEndian16(end - start)
                + littleEndian16(~(end - start) & 0xFFFF)
            result += raw[start..<end]
            start = end
        } while start < raw.count
        var (a, b) = (1, 0)
        for byte in raw {
            a = (a + Int(byte)) % 65521
            b = (b + a) % 65521
        }
        return result + bigEndian32(b << 16 | a)
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in
                value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0)
            }
        }
    }
}

/// GIF files built by hand: palette of four colours, frames of whole pixels.
enum HandmadeGIF {
    static func file(width: Int, height: Int, frames: [[UInt8]], claiming claimed: (Int, Int)? = nil)
        -> [UInt8]
    {
        let (screenWidth, screenHeight) = claimed ?? (width, height)
        var bytes = Array("GIF89a".utf8) + littleEndian16(screenWidth) + littleEndian16(screenHeight)
        bytes += [0b1111_0111, 0, 0] + [220, 20, 20, 20, 200, 20, 20, 20, 220, 220, 220, 20]
        bytes += [UInt8](repeating: 0, count: 252 * 3)
        for pixels in frames {
            bytes += [0x21, 0xF9, 4, 0, 10, 0, 0, 0]
            bytes +=
                [0x2C, 0, 0, 0, 0] + littleEndian16(screenWidth) + littleEndian16(screenHeight) + [0, 8]
            let data = codes(pixels)
            for start in stride(from: 0, to: data.count, by: 255) {
                let block = data[start..<min(start + 255, data.count)]
                bytes += [UInt8(block.count)] + block
            }
            bytes.append(0)
        }
        return bytes + [0x3B]
    }

    /// LZW codes of 9 bits that never grow, because the table is cleared in time.
    private static func codes(_ pixels: [UInt8]) -> [UInt8] {
        var (bytes, buffer, held) = ([UInt8](), UInt32(0), UInt32(0))
        func add(_ code: UInt32) {
            buffer |= code << held
            held += 9
            while held >= 8 {
                bytes.append(UInt8(buffer & 0xFF))
                buffer >>= 8
                held -= 8
            }
        }
        for (index, pixel) in pixels.enumerated() {
            if index % 250 == 0 { add(256) }
            add(UInt32(pixel))
        }
        add(257)
        return bytes + [UInt8(buffer & 0xFF)]
    }
}

/// TIFF files built by hand: uncompressed 8-bit RGB in one strip.
enum HandmadeTIFF {
    static func file(_ pixels: PixelBuffer, pages: Int = 1, nextOffset: Int? = nil) -> [UInt8] {
        let strip = pixels.bytes
        var bytes = Array("II".utf8) + [42, 0] + littleEndian32(8 + strip.count + 6) + strip
        bytes += [8, 0, 8, 0, 8, 0]
        let bitsAt = 8 + strip.count
        for page in 0..<pages {
            let entries: [(tag: Int, type: Int, count: Int, value: Int)] = [
                (256, 4, 1, pixels.width), (257, 4, 1, pixels.height), (258, 3, 3, bitsAt), (259, 3, 1, 1),
                (262, 3, 1, 2), (273, 4, 1, 8), (277, 3, 1, 3), (278, 4, 1, pixels.height),
                (279, 4, 1, strip.count), (284, 3, 1, 1),
            ]
            bytes += littleEndian16(entries.count)
            for entry in entries {
                bytes += littleEndian16(entry.tag) + littleEndian16(entry.type) + littleEndian32(entry.count)
                bytes += littleEndian32(entry.value)
            }
            let following = page + 1 < pages ? bytes.count + 4 : nextOffset ?? 0
            bytes += littleEndian32(following)
        }
        return bytes
    }
}
