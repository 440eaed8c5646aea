import SoukCatalog

/// PNG without compression, for the kinds that the usual writer does not make (PNG specification, 1996).
enum PlainPNG {
    enum Pixels: UInt8 {
        case grey = 0
        /// Opaque in the middle, transparent towards the corners.
        case vignetted = 6
    }

    /// A signature and a header, and nothing that could back them up.
    static func header(width: Int, height: Int) -> [UInt8] {
        signature + chunk("IHDR", bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0])
            + chunk("IDAT", [0x78, 1])
    }

    static func encode(_ picture: PixelBuffer, _ pixels: Pixels) -> [UInt8] {
        var rows: [UInt8] = []
        for y in 0..<picture.height {
            rows.append(0)
            for x in 0..<picture.width {
                let (red, green, blue) = picture[x, y]
                switch pixels {
                case .grey:
                    let sum: Int = Int(red) * 77 + Int(green) * 151 + Int(blue) * 28
                    rows.append(UInt8(sum >> 8))
                case .vignetted:
                    let dx: Int = x * 200 / picture.width - 100
                    let dy: Int = y * 200 / picture.height - 100
                    let opacity: Int = 500 - (dx * dx + dy * dy) / 36
                    rows += [red, green, blue, UInt8(max(0, min(255, opacity)))]
                }
            }
        }
        let header = bigEndian(picture.width) + bigEndian(picture.height) + [8, pixels.rawValue, 0, 0, 0]
        return signature + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// A zlib stream of stored blocks (RFC 1950, RFC 1951).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let block = bytes[start..<min(start + 65_535, bytes.count)]
            let low = UInt8(block.count & 255), high = UInt8(block.count >> 8)
            stream += [start + block.count == bytes.count ? 1 : 0, low, high, ~low, ~high]
            stream += block
        }
        var a = 1, b = 0
        for byte in bytes {
            a = (a + Int(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return stream + bigEndian(b << 16 | a)
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + content
        return bigEndian(content.count) + named + bigEndian(Int(checksum(named)))
    }

    /// CRC-32 of ISO 3309.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { rest, _ in
                rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1
            }
        }
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
