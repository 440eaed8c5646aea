import SoukCatalog

/// A CMYK picture in one uncompressed strip (TIFF 6.0, little-endian).
enum PlainTIFF {
    static func encodeCMYK(_ picture: PixelBuffer) -> [UInt8] {
        let samples = inks(picture), bitsAt = 8 + 2 + 10 * 12 + 4, dataAt = bitsAt + 8
        let tags: [(Int, Int, Int, Int)] = [
            (256, 4, 1, picture.width), (257, 4, 1, picture.height), (258, 3, 4, bitsAt), (259, 3, 1, 1),
            (262, 3, 1, 5), (273, 4, 1, dataAt), (277, 3, 1, 4), (278, 4, 1, picture.height),
            (279, 4, 1, samples.count), (284, 3, 1, 1),
        ]
        var file: [UInt8] = [0x49, 0x49, 42, 0] + little(8, 4) + little(tags.count, 2)
        for (tag, type, count, value) in tags {
            file += little(tag, 2) + little(type, 2) + little(count, 4) + little(value, 4)
        }
        return file + little(0, 4) + [8, 0, 8, 0, 8, 0, 8, 0] + samples
    }

    private static func inks(_ picture: PixelBuffer) -> [UInt8] {
        var samples: [UInt8] = []
        samples.reserveCapacity(picture.width * picture.height * 4)
        for pixel in 0..<picture.width * picture.height {
            let red = 255 - picture.bytes[pixel * 3], green = 255 - picture.bytes[pixel * 3 + 1]
            let blue = 255 - picture.bytes[pixel * 3 + 2], black = min(red, green, blue)
            samples += [red - black, green - black, blue - black, black]
        }
        return samples
    }

    private static func little(_ value: Int, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
